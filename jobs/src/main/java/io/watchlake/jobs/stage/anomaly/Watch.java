package io.watchlake.jobs.stage.anomaly;

import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.ml.Profile;
import io.watchlake.model.anomaly.AnomalyEcho;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Series;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which series are watched, and how. What is said of a metric by name holds for it under any name
 * that the catalogue knows it by, with or without the namespace of custom metrics.
 *
 * @param series those that are watched
 * @param ignored of these, those that are not after all
 * @param profile how much is remembered of each
 * @param threshold the strength from which anomalies are told
 * @param thresholds the same, of metrics that have their own
 * @param statistics what of a window is looked at, of metrics where it is not the mean
 * @param custom how custom metrics are named and labelled
 */
public record Watch(
    SeriesSelection series,
    SeriesSelection ignored,
    Profile profile,
    double threshold,
    TreeMap<String, Double> thresholds,
    TreeMap<String, Statistic> statistics,
    CustomMetrics custom)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Watches series in one way, without exceptions. */
  public static Watch of(String series, Profile profile) {
    return new Watch(
        SeriesSelection.parse(series),
        SeriesSelection.NONE,
        profile,
        1,
        new TreeMap<>(),
        new TreeMap<>(),
        CustomMetrics.NONE);
  }

  /** Whether a series is watched. Never one that tells of anomalies itself. */
  public boolean contains(Series one) {
    return !AnomalyEcho.isIn(one.metric()) && series.contains(one) && !ignored.contains(one);
  }

  /** The strength from which anomalies of a metric are told. */
  public double thresholdOf(String metric) {
    return find(thresholds, metric, threshold);
  }

  /** What of a metric's windows is looked at. */
  public Statistic statisticOf(String metric) {
    return find(statistics, metric, Statistic.MEAN);
  }

  /** The name by which rules find anomalies of a metric. */
  private String nameOf(String metric) {
    return MetricCatalogue.canonical(custom.withoutNamespace(metric));
  }

  private <T> T find(Map<String, T> values, String metric, T otherwise) {
    if (values.isEmpty()) {
      return otherwise;
    }
    T own = values.get(metric);
    if (own != null) {
      return own;
    }
    String name = nameOf(metric);
    for (Map.Entry<String, T> value : values.entrySet()) {
      if (MetricCatalogue.canonical(value.getKey()).equals(name)) {
        return value.getValue();
      }
    }
    return otherwise;
  }
}
