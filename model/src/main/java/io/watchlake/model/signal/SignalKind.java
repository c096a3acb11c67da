package io.watchlake.model.signal;

/** What a signal speaks of; the code is what is stored. */
public enum SignalKind {
  /** A window of a metric's series that was asked for. */
  METRIC("metric"),
  /** A metric has more series than its limit allows. */
  CARDINALITY("cardinality"),
  /** A log record. */
  LOG("log"),
  /** A span. */
  SPAN("span"),
  /** A deployment. */
  DEPLOYMENT("deployment"),
  /** An incident. */
  INCIDENT("incident"),
  /** An audit event. */
  AUDIT("audit"),
  /** What a detector found. */
  ANOMALY("anomaly");

  private final String code;

  SignalKind(String code) {
    this.code = code;
  }

  /** The stable name that is stored and matched. */
  public String code() {
    return code;
  }

  /** Whether it speaks of a record that came as it is, and is a signal where somebody asks. */
  public boolean isRecord() {
    return this == LOG || this == SPAN || this == AUDIT;
  }

  /**
   * The kind of a stored code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static SignalKind ofCode(String code) {
    for (SignalKind kind : values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of signal '" + code + "'");
  }
}
