package io.watchlake.model.delivery;

/** The periods that figures are made for; the code is what is stored and asked for. */
public enum PeriodKind {
  /** A calendar month, UTC. */
  MONTH("month"),
  /** 28 days, the first of which began at the Unix epoch. */
  DAYS_28("28d"),
  /** From the first deployment to the second of the last, both part of it. */
  OVERALL("overall");

  private final String code;

  PeriodKind(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The kind of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static PeriodKind ofCode(String code) {
    for (PeriodKind kind : values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("a period is month, 28d or overall, not '" + code + "'");
  }
}
