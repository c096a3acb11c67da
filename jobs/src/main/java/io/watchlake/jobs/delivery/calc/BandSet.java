package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.Figure;
import org.jspecify.annotations.Nullable;

/**
 * The bands of a year's report on the state of DevOps, or of the dashboards that Watchlake began
 * with. A figure at a limit belongs to the better band; there is a band a figure, never one grade
 * over all. docs/delivery.md has them as a table.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of numbers is immutable
public enum BandSet {
  YEAR_2021(
      "2021",
      new Limits(5, 1, 7 / 184.0),
      new Limits(Span.HOUR, Span.WEEK, Span.SIX_MONTHS_IN_DAYS * Span.DAY),
      new Limits(0.15, 0.20, 0.30),
      new Limits(Span.HOUR, Span.DAY, Span.WEEK)),
  YEAR_2023(
      "2023",
      new Limits(5, 1, 7 / 31.0),
      new Limits(Span.DAY, Span.WEEK, Span.MONTH_IN_DAYS * Span.DAY),
      new Limits(0.05, 0.10, 0.15),
      new Limits(Span.HOUR, Span.DAY, Span.WEEK)),
  YEAR_2024(
      "2024",
      new Limits(5, 1, 7 / 31.0),
      new Limits(Span.DAY, Span.WEEK, Span.MONTH_IN_DAYS * Span.DAY),
      // In that year the high performers failed more often than the medium ones: 20 % and 10 %.
      new Limits(0.05, 0.20, 0.10),
      new Limits(Span.HOUR, Span.DAY, Span.DAY)),
  SEED(
      "seed",
      Limits.NONE,
      new Limits(Span.DAY, 7 * Span.DAY, 30 * Span.DAY),
      Limits.NONE,
      new Limits(Span.HOUR, Span.DAY, 7 * Span.DAY));

  // Of days a week: one a month keeps its band in the longest month too.

  /** What a figure must reach for each band; NaN where there is no limit. */
  private record Limits(double elite, double high, double medium) {

    static final Limits NONE = new Limits(Double.NaN, Double.NaN, Double.NaN);

    boolean isNone() {
      return Double.isNaN(elite);
    }

    double of(Band band) {
      return switch (band) {
        case ELITE -> elite;
        case HIGH -> high;
        case MEDIUM -> medium;
        case LOW -> Double.NaN;
      };
    }
  }

  /** In seconds where the name says nothing else. */
  private static final class Span {
    static final double HOUR = 3_600;
    static final double DAY = 86_400;
    static final double WEEK = 7 * DAY;
    static final double MONTH_IN_DAYS = 30.4375;
    static final double SIX_MONTHS_IN_DAYS = 182.625;
  }

  private static final double NANOS_PER_WEEK = 7 * 86_400e9;

  private final String code;
  private final Limits daysPerWeek;
  private final Limits leadTime;
  private final Limits failureRate;
  private final Limits restore;

  BandSet(String code, Limits daysPerWeek, Limits leadTime, Limits failureRate, Limits restore) {
    this.code = code;
    this.daysPerWeek = daysPerWeek;
    this.leadTime = leadTime;
    this.failureRate = failureRate;
    this.restore = restore;
  }

  public String code() {
    return code;
  }

  /**
   * The set of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static BandSet ofCode(String code) {
    for (BandSet set : values()) {
      if (set.code.equals(code)) {
        return set;
      }
    }
    throw new IllegalArgumentException("bands are 2021, 2023, 2024 or seed, not '" + code + "'");
  }

  /** By days with a deployment a week; null where the set has no limits for it. */
  public @Nullable Band deploymentFrequency(Figure figure) {
    double weeks = (figure.endUnixNano() - figure.startUnixNano()) / NANOS_PER_WEEK;
    if (daysPerWeek.isNone()) {
      return null;
    }
    double perWeek = figure.deploymentDays() / weeks;
    for (Band band : Band.values()) {
      if (perWeek >= daysPerWeek.of(band)) {
        return band;
      }
    }
    return Band.LOW;
  }

  /** By the median lead time; null where there is none. */
  public @Nullable Band leadTime(Figure figure) {
    return band(figure.leadTimeMedianS(), leadTime);
  }

  /** By the change failure rate; null where there is none. */
  public @Nullable Band changeFailureRate(Figure figure) {
    return band(figure.changeFailureRate(), failureRate);
  }

  /**
   * By the median recovery of failed deployments, in 2021 and by the seed by that of all incidents;
   * null where there is none.
   */
  public @Nullable Band restore(Figure figure) {
    boolean all = this == YEAR_2021 || this == SEED;
    return band(
        all ? figure.timeToRestoreMedianS() : figure.failedDeploymentRecoveryMedianS(), restore);
  }

  /** The band with the lowest limit that the value keeps; the better of two with one limit. */
  private static @Nullable Band band(@Nullable Double value, Limits limits) {
    if (value == null || limits.isNone()) {
      return null;
    }
    Band best = Band.LOW;
    double lowest = Double.MAX_VALUE;
    for (Band band : Band.values()) {
      double limit = limits.of(band);
      if (value <= limit && limit < lowest) {
        best = band;
        lowest = limit;
      }
    }
    return best;
  }
}
