package io.watchlake.connectors.prometheus.codec;

/**
 * What is known of a metric.
 *
 * @param help its description; empty when not known
 * @param unit in Prometheus' words, such as {@code seconds}; empty when not known
 */
public record Metadata(MetricType type, String help, String unit) {

  /** Nothing is known. */
  public static final Metadata NONE = new Metadata(MetricType.UNKNOWN, "", "");
}
