package io.watchlake.model.metric;

/**
 * The metric that tells of a metric with more series than its limit: about how many it had in the
 * last hours. It has a value only while there are too many.
 */
public final class CardinalityMetric {

  public static final String NAME = "watchlake.metric.series";

  public static final String UNIT = "{series}";

  public static final String DESCRIPTION =
      "About how many series a metric had in the last hours, while they are more than its limit.";

  /** The scope of its series. */
  public static final String SCOPE = "io.watchlake.cardinality";

  /** The label that names the metric it tells of. */
  public static final String METRIC = "metric";

  /** The label that names the metric's label with the most values. */
  public static final String LABEL = "label";

  private CardinalityMetric() {}
}
