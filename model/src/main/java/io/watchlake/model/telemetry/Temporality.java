package io.watchlake.model.telemetry;

/** OTLP aggregation temporalities; the code is what is stored and hashed. */
public enum Temporality {
  UNSPECIFIED("unspecified"),
  DELTA("delta"),
  CUMULATIVE("cumulative");

  private final String code;

  Temporality(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
