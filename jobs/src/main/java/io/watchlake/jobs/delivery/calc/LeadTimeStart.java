package io.watchlake.jobs.delivery.calc;

/** Where lead time begins; the code is what is configured. */
public enum LeadTimeStart {
  /** The first commit was made; else as {@link #OPENED}. */
  FIRST_COMMIT("first_commit"),
  /** Review was asked for; where that is not told, as {@link #MERGE}. */
  OPENED("opened"),
  /** The change landed on the default branch. */
  MERGE("merge");

  private final String code;

  LeadTimeStart(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** When the lead time of a change begins: the next that is told. */
  long of(KnownChange change) {
    long start = change.mergedUnixNano;
    if (this != MERGE && change.openedUnixNano != 0) {
      start = change.openedUnixNano;
    }
    if (this == FIRST_COMMIT && change.firstCommitUnixNano != 0) {
      start = change.firstCommitUnixNano;
    }
    return start;
  }

  /**
   * The start of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static LeadTimeStart ofCode(String code) {
    for (LeadTimeStart start : values()) {
      if (start.code.equals(code)) {
        return start;
      }
    }
    throw new IllegalArgumentException(
        "lead time is from first_commit, opened or merge, not from '" + code + "'");
  }
}
