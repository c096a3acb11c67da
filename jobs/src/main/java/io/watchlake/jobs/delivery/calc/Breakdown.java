package io.watchlake.jobs.delivery.calc;

/**
 * How far figures are broken down; each has the coarser ones too. The code is what is asked for.
 */
public enum Breakdown {
  /** A service as a whole. */
  TOTAL("total"),
  /** And by environment. */
  ENVIRONMENT("environment"),
  /** And by the regions of environments, where they are told. */
  REGION("region");

  private final String code;

  Breakdown(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /**
   * The breakdown of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static Breakdown ofCode(String code) {
    for (Breakdown breakdown : values()) {
      if (breakdown.code.equals(code)) {
        return breakdown;
      }
    }
    throw new IllegalArgumentException(
        "figures are by total, environment or region, not by '" + code + "'");
  }
}
