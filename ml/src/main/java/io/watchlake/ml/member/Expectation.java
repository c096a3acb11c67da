package io.watchlake.ml.member;

/**
 * An expectation of a series that a point can break. Codes and names are kept in messages: never
 * reuse one.
 */
public enum Expectation {
  RANGE(1, "range", "the value stays in the range seen so far", "outside of the range"),
  LEVEL(2, "level", "a value is near the median", "from the median"),
  SHORT_LEVEL(3, "short_level", "the mean of 12 values is near the median", "from the median"),
  LONG_LEVEL(4, "long_level", "the mean of 48 values is near the median", "from the median"),
  TIME_OF_DAY(
      5,
      "time_of_day",
      "a value is what it is at this time of day",
      "from this time of day's value"),
  TIME_OF_WEEK(
      6,
      "time_of_week",
      "a value is what it is at this hour of the week",
      "from this hour's value"),
  SHORT_SEASON(7, "short_season", "12 values follow the day's course", "from the day's course"),
  LONG_SEASON(8, "long_season", "48 values follow the day's course", "from the day's course"),
  STEP(9, "step", "a value is like the last 24, season apart", "from the last 24"),
  FORECAST(10, "forecast", "a value follows from the three before it", "from the forecast"),
  SPREAD(11, "spread", "48 values spread as usual", "of standard deviation"),
  SPREAD_RISE(
      12, "spread_rise", "the spread does not grow", "of growth of the spread, logarithmic"),
  SEASON_BREAKS(
      13, "season_breaks", "values far from the day's course are few", "of the last 72 values"),
  LEVEL_BREAKS(14, "level_breaks", "values far from the median are few", "of the last 48 values"),
  PERSISTENCE(15, "persistence", "unusual measures come alone and pass", "of the measures, lately");

  private final int code;
  private final String id;
  private final String words;
  private final String unit;

  Expectation(int code, String id, String words, String unit) {
    this.code = code;
    this.id = id;
    this.words = words;
    this.unit = unit;
  }

  public int code() {
    return code;
  }

  /** The stable name that is stored. */
  public String id() {
    return id;
  }

  /** What was expected, a sentence without a full stop. */
  public String words() {
    return words;
  }

  /** How a measure of its break reads after the number. */
  public String unit() {
    return unit;
  }

  /**
   * The expectation with this code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Expectation ofCode(int code) {
    for (Expectation expectation : values()) {
      if (expectation.code == code) {
        return expectation;
      }
    }
    throw new IllegalArgumentException("no expectation has the code " + code);
  }
}
