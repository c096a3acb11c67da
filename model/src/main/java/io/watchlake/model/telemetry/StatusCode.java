package io.watchlake.model.telemetry;

/** OTLP span status codes; the code is what is stored. */
public enum StatusCode {
  UNSET("unset"),
  OK("ok"),
  ERROR("error");

  private final String code;

  StatusCode(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
