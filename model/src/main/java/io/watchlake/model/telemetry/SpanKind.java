package io.watchlake.model.telemetry;

/** OTLP span kinds; the code is what is stored. */
public enum SpanKind {
  UNSPECIFIED("unspecified"),
  INTERNAL("internal"),
  SERVER("server"),
  CLIENT("client"),
  PRODUCER("producer"),
  CONSUMER("consumer");

  private final String code;

  SpanKind(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
