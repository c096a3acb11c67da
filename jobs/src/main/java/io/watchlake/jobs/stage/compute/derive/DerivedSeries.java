package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.telemetry.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a derived series is called: its metric and its labels. */
final class DerivedSeries {

  /** The scope of every derived series; its version is that of the definition. */
  static final String SCOPE = "io.watchlake.derived";

  private DerivedSeries() {}

  /**
   * The series of a group. Labels are the group's, then the derivation's own, then the defaults;
   * the first that has a value counts, and an empty value is none. The service and the instance
   * become attributes of the resource, as they are in what arrives.
   *
   * @param group the values of the labels that the derivation groups by, in their order
   */
  static Series of(Derivation derivation, List<String> group, Map<String, String> defaults) {
    Map<String, String> labels = new TreeMap<>(defaults);
    labels.putAll(derivation.labels());
    List<String> by = derivation.formula().by();
    for (int i = 0; i < by.size(); i++) {
      if (!group.get(i).isEmpty()) {
        labels.put(by.get(i), group.get(i));
      }
    }
    Map<String, String> resource = new TreeMap<>();
    move(labels, SeriesLabels.JOB, resource, SeriesLabels.SERVICE_NAME);
    move(labels, SeriesLabels.SERVICE_NAME, resource, SeriesLabels.SERVICE_NAME);
    move(labels, SeriesLabels.SERVICE, resource, SeriesLabels.SERVICE_NAME);
    move(labels, SeriesLabels.INSTANCE, resource, SeriesLabels.SERVICE_INSTANCE);
    return SeriesFactory.gauge(
        derivation.name(),
        derivation.description(),
        derivation.unit(),
        resource,
        SCOPE,
        derivation.version(),
        labels);
  }

  private static void move(
      Map<String, String> from, String label, Map<String, String> to, String attribute) {
    String value = from.remove(label);
    if (value != null) {
      to.put(attribute, value);
    }
  }
}
