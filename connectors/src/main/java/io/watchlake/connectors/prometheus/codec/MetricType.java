package io.watchlake.connectors.prometheus.codec;

import java.util.Locale;

/** The type of a metric, as its metadata gives it; the codes are those of both versions. */
public enum MetricType {
  UNKNOWN(0),
  COUNTER(1),
  GAUGE(2),
  HISTOGRAM(3),
  GAUGEHISTOGRAM(4),
  SUMMARY(5),
  INFO(6),
  STATESET(7);

  private final int code;

  MetricType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The name in Prometheus' own words. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MetricType ofCode(int code) {
    for (MetricType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return UNKNOWN;
  }
}
