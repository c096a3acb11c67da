package io.watchlake.model.alert;

/** What an alert is; the code is what is stored. */
public enum AlertStatus {
  /** The condition holds, but not yet for long enough. */
  PENDING("pending"),
  /** It held for long enough. */
  FIRING("firing"),
  /** It fired and is over. */
  RESOLVED("resolved"),
  /** It was pending and did not hold for long enough. */
  CANCELLED("cancelled");

  private final String code;

  AlertStatus(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The status of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static AlertStatus ofCode(String code) {
    for (AlertStatus status : values()) {
      if (status.code.equals(code)) {
        return status;
      }
    }
    throw new IllegalArgumentException("unknown status of an alert '" + code + "'");
  }
}
