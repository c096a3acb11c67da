package io.watchlake.jobs.delivery.calc;

/** On what an incident may be blamed on a deployment; the code is what is configured. */
public enum Ground {
  /** It names the deployment, or the event of it. */
  LINK("link"),
  /** It is of the deployment's chain of events. */
  CHAIN("chain"),
  /** It names what was deployed. */
  ARTIFACT("artifact"),
  /** It names nothing of this, and the deployment was the last one before. */
  TIME("time");

  private final String code;

  Ground(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The ground of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static Ground ofCode(String code) {
    for (Ground ground : values()) {
      if (ground.code.equals(code)) {
        return ground;
      }
    }
    throw new IllegalArgumentException(
        "an incident is blamed by link, chain, artifact or time, not by '" + code + "'");
  }
}
