package io.watchlake.model.telemetry;

/** OTLP metric kinds; the code is what is stored and hashed. */
public enum MetricKind {
  GAUGE("gauge"),
  SUM("sum"),
  HISTOGRAM("histogram"),
  EXPONENTIAL_HISTOGRAM("exponential_histogram"),
  SUMMARY("summary");

  private final String code;

  MetricKind(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
