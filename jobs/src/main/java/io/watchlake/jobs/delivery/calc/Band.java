package io.watchlake.jobs.delivery.calc;

/** How good a figure is, by the survey of a year; the code is what is shown. */
public enum Band {
  ELITE("elite"),
  HIGH("high"),
  MEDIUM("medium"),
  LOW("low");

  private final String code;

  Band(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
