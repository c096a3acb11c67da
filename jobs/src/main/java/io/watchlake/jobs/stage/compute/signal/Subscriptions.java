package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked for, found by a series. A metric may be asked for by any name the catalogue knows
 * it by, and arrive under any, with or without the namespace of custom metrics.
 */
public final class Subscriptions {

  private final CustomMetrics custom;
  private final Map<String, List<Subscription>> byMetric = new HashMap<>();

  public Subscriptions(Collection<Subscription> all, CustomMetrics custom) {
    this.custom = custom;
    for (Subscription subscription : all) {
      byMetric
          .computeIfAbsent(
              MetricCatalogue.canonical(subscription.series().metric()),
              ignored -> new ArrayList<>())
          .add(subscription);
    }
  }

  /** Whether nobody asks for anything. */
  public boolean isEmpty() {
    return byMetric.isEmpty();
  }

  /** Whether anybody asks for series of a metric. */
  public boolean take(String metric) {
    return byMetric.containsKey(MetricCatalogue.canonical(custom.withoutNamespace(metric)));
  }

  /** Those that ask for windows of this length of this series. */
  public List<Subscription> of(Series series, Resolution resolution) {
    if (byMetric.isEmpty()) {
      return List.of();
    }
    List<Subscription> candidates = byMetric.get(MetricCatalogue.canonical(name(series)));
    if (candidates == null) {
      return List.of();
    }
    SeriesLabels labels = new SeriesLabels(series);
    List<Subscription> found = new ArrayList<>();
    for (Subscription candidate : candidates) {
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
