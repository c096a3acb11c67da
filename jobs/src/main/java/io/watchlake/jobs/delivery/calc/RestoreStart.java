package io.watchlake.jobs.delivery.calc;

/** Where time to restore begins; the code is what is configured. */
public enum RestoreStart {
  /** Users began to feel it; where that is not told, as {@link #DETECTION}. */
  IMPACT("impact"),
  /** It was noticed. */
  DETECTION("detection"),
  /** What is blamed for it was deployed; incidents that nothing is blamed for have no time. */
  DEPLOYMENT("deployment");

  private final String code;

  RestoreStart(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** When the time to restore of an incident begins; 0 where it has none. */
  long of(KnownIncident incident) {
    return switch (this) {
      case IMPACT ->
          incident.impactUnixNano != 0 ? incident.impactUnixNano : incident.detectedUnixNano();
      case DETECTION -> incident.detectedUnixNano();
      case DEPLOYMENT -> incident.blamed == null ? 0 : incident.blamed.timeUnixNano;
    };
  }

  /**
   * The start of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static RestoreStart ofCode(String code) {
    for (RestoreStart start : values()) {
      if (start.code.equals(code)) {
        return start;
      }
    }
    throw new IllegalArgumentException(
        "time to restore is from impact, detection or deployment, not from '" + code + "'");
  }
}
