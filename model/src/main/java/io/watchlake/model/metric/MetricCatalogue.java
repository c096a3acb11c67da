package io.watchlake.model.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of the platform by name: the one place where names, aliases and units are. */
public final class MetricCatalogue {

  private static final List<CatalogueMetric> METRICS = metrics();

  /** A name, and what values under it are multiplied by to be in the metric's own unit. */
  private record Name(CatalogueMetric metric, Alias alias) {}

  private static final Map<String, Name> NAMES = names();

  private MetricCatalogue() {}

  /** Every metric, by area and group. */
  public static List<CatalogueMetric> all() {
    return METRICS;
  }

  /** Every derivation of the catalogue. */
  public static List<Derivation> derivations() {
    return METRICS.stream().flatMap(metric -> metric.derivations().stream()).toList();
  }

  /** The metric of a name or alias. */
  public static Optional<CatalogueMetric> find(String name) {
    return Optional.ofNullable(NAMES.get(name)).map(Name::metric);
  }

  /**
   * The metric of a name that is known to be there.
   *
   * @throws IllegalStateException if it is not
   */
  public static CatalogueMetric required(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalStateException(name + " is not in the catalogue"));
  }

  /** The name a metric's values are kept under; a name that is not in the catalogue is its own. */
  public static String canonical(String name) {
    Name known = NAMES.get(name);
    return known == null ? name : known.metric().name();
  }

  /** What values kept under {@link #canonical} are multiplied by to be values of {@code name}. */
  public static double factor(String name) {
    Name known = NAMES.get(name);
    return known == null ? 1 : known.alias().factor();
  }

  /** The unit of values under a name or alias; empty for a name that is not in the catalogue. */
  public static Optional<String> unit(String name) {
    return Optional.ofNullable(NAMES.get(name)).map(known -> known.alias().unit());
  }

  private static List<CatalogueMetric> metrics() {
    List<CatalogueMetric> all = new ArrayList<>();
    all.addAll(SystemMetrics.all());
    all.addAll(ApplicationMetrics.all());
    all.addAll(BusinessMetrics.all());
    return List.copyOf(all);
  }

  private static Map<String, Name> names() {
    Map<String, Name> names = new HashMap<>();
    for (CatalogueMetric metric : METRICS) {
      put(names, metric, new Alias(metric.name(), metric.unit(), 1));
      for (Alias alias : metric.aliases()) {
        put(names, metric, alias);
      }
    }
    return Map.copyOf(names);
  }

  private static void put(Map<String, Name> names, CatalogueMetric metric, Alias alias) {
    Name before = names.put(alias.name(), new Name(metric, alias));
    if (before != null) {
      throw new IllegalStateException(
          alias.name() + " names both " + before.metric().name() + " and " + metric.name());
    }
  }
}
