package io.watchlake.jobs.delivery.calc;

/** Grounds on which a deployment counts as failed; the code is what is configured. */
public enum FailureRule {
  /** An incident is attributed to it. */
  INCIDENT("incident"),
  /** A later deployment went back to what ran before it. */
  ROLLBACK("rollback"),
  /** A change that it brought was reverted by another change. */
  REVERT("revert"),
  /** The next deployment brings a hotfix, by label or branch. */
  HOTFIX("hotfix");

  private final String code;

  FailureRule(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The rule of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static FailureRule ofCode(String code) {
    for (FailureRule rule : values()) {
      if (rule.code.equals(code)) {
        return rule;
      }
    }
    throw new IllegalArgumentException(
        "a failure rule is incident, rollback, revert or hotfix, not '" + code + "'");
  }
}
