package io.watchlake.model.formula;

/**
 * Series, and what is taken of each in a window.
 *
 * @param over what is taken
 * @param series which series
 */
public record Selection(OverWindow over, SeriesSelector series) {

  /** What is taken of a series in a window. */
  public enum OverWindow {
    /** The last value: what a bare name stands for. */
    LAST("last_over_time"),
    AVG("avg_over_time"),
    MIN("min_over_time"),
    MAX("max_over_time"),
    SUM("sum_over_time"),
    COUNT("count_over_time"),
    /** How much a counter grew, resets left out. */
    INCREASE("increase"),
    /** {@link #INCREASE} a second. */
    RATE("rate");

    private final String word;

    OverWindow(String word) {
      this.word = word;
    }

    /** The function's name in a formula. */
    public String word() {
      return word;
    }
  }
}
