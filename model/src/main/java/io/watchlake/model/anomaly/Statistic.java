package io.watchlake.model.anomaly;

import io.watchlake.model.telemetry.Rollup;

/** What of a window a detector looks at; the code is what is stored. */
public enum Statistic {
  /** The mean of the values or observations; of a counter how much it grew in a second. */
  MEAN("mean"),
  /** The smallest. */
  MIN("min"),
  /** The largest. */
  MAX("max"),
  /** The newest value; none of a histogram. */
  LAST("last"),
  /** The sum of the values or observations; of a counter how much it grew. */
  SUM("sum"),
  /** How many values or observations there were. */
  COUNT("count");

  private static final double NANOS_PER_SECOND = 1e9;

  private final String code;

  Statistic(String code) {
    this.code = code;
  }

  /** The stable name that is stored. */
  public String code() {
    return code;
  }

  /** The value of a window; NaN where it has none. */
  public double of(Rollup rollup) {
    if (this == COUNT) {
      return unsigned(rollup.count());
    }
    if (rollup.count() == 0) {
      return Double.NaN;
    }
    Rollup.Increase increase = rollup.increase();
    return switch (this) {
      case MEAN ->
          increase == null
              ? rollup.sum() / unsigned(rollup.count())
              : increase.value() / (rollup.resolution().nanos() / NANOS_PER_SECOND);
      case MIN -> rollup.min();
      case MAX -> rollup.max();
      case LAST -> rollup.last();
      case SUM -> increase == null ? rollup.sum() : increase.value();
      case COUNT -> throw new IllegalStateException("answered above");
    };
  }

  private static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0;
  }

  /**
   * The statistic of a stored code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static Statistic ofCode(String code) {
    for (Statistic statistic : values()) {
      if (statistic.code.equals(code)) {
        return statistic;
      }
    }
    throw new IllegalArgumentException(
        "'" + code + "' is not one of mean, min, max, last, sum, count");
  }
}
