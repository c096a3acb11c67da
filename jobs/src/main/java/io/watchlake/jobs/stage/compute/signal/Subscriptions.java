package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked for, found by a series or by the kind of a record. A metric may be asked for by any
 * name the catalogue knows it by, and arrive under any, with or without the namespace of custom
 * metrics.
 */
public final class Subscriptions {

  private final CustomMetrics custom;
  private final Map<String, List<SeriesSubscription>> byMetric = new HashMap<>();
  private final Map<SignalKind, Records> byKind = new EnumMap<>(SignalKind.class);

  /** Those that ask for records of a kind. */
  private static final class Records {

    private final List<RecordSubscription> ofAnyName = new ArrayList<>();
    private final Map<String, List<RecordSubscription>> byName = new HashMap<>();

    void add(RecordSubscription one) {
      String name = one.pattern().name();
      if (name == null) {
        ofAnyName.add(one);
      } else {
        byName.computeIfAbsent(name, ignored -> new ArrayList<>()).add(one);
      }
    }

    /** Adds those of any name to those of each, so that one look finds all. */
    void complete() {
      byName.values().forEach(ofOne -> ofOne.addAll(ofAnyName));
    }
  }

  /** What subscriptions of any kind ask for. */
  public Subscriptions(Collection<? extends Subscription> all, CustomMetrics custom) {
    this.custom = custom;
    for (Subscription subscription : all) {
      if (subscription instanceof SeriesSubscription of) {
        byMetric
            .computeIfAbsent(
                MetricCatalogue.canonical(of.series().metric()), ignored -> new ArrayList<>())
            .add(of);
      } else if (subscription instanceof RecordSubscription of) {
        byKind.computeIfAbsent(of.pattern().kind(), ignored -> new Records()).add(of);
      }
    }
    byKind.values().forEach(Records::complete);
  }

  /** Whether anybody asks for records of a kind. */
  public boolean takeRecords(SignalKind kind) {
    return byKind.containsKey(kind);
  }

  /** Those that may ask for a record of this kind and name: the rest of the pattern is to fit. */
  public List<RecordSubscription> records(SignalKind kind, String name) {
    Records records = byKind.get(kind);
    return records == null ? List.of() : records.byName.getOrDefault(name, records.ofAnyName);
  }

  /** Whether nobody asks for any series. */
  public boolean isEmpty() {
    return byMetric.isEmpty();
  }

  /** Whether anybody asks for series of a metric. */
  public boolean take(String metric) {
    return byMetric.containsKey(MetricCatalogue.canonical(custom.withoutNamespace(metric)));
  }

  /** Those that ask for windows of this length of this series. */
  public List<SeriesSubscription> of(Series series, Resolution resolution) {
    if (byMetric.isEmpty()) {
      return List.of();
    }
    List<SeriesSubscription> candidates = byMetric.get(MetricCatalogue.canonical(name(series)));
    if (candidates == null) {
      return List.of();
    }
    SeriesLabels labels = new SeriesLabels(series);
    List<SeriesSubscription> found = new ArrayList<>();
    for (SeriesSubscription candidate : candidates) {
      if (candidate.resolution() == resolution && candidate.series().matches(labels)) {
        found.add(candidate);
      }
    }
    return found;
  }

  /** The name of a series' metric without the namespace of custom metrics. */
  private String name(Series series) {
    return custom.withoutNamespace(series.metric());
  }
}
