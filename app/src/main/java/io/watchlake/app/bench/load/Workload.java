package io.watchlake.app.bench.load;

import java.time.Duration;
import java.time.Instant;

/**
 * How much is sent, and from when to when. The same workload is the same points, byte for byte.
 *
 * @param series how many series are sent side by side; a tenth of them is replaced by new ones,
 *     evenly over the run
 * @param points how many points are sent in all
 * @param startUnixNano time of the first point, nanoseconds since the epoch, UTC
 * @param intervalNanos from one point of a series to its next, in nanoseconds
 * @param seed what order and values depend on
 */
public record Workload(int series, long points, long startUnixNano, long intervalNanos, long seed) {

  /** Points of a batch, which is what one host sends at a time. */
  public static final int BATCH_POINTS = 1_000;

  /** How often a series is asked for its value, in a backlog. */
  public static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(10);

  /** The part of the series that is replaced over the run: one in so many. */
  public static final int REPLACED_ONE_IN = 10;

  /**
   * The series that windows of 10 s are asked for, as the job {@code metrics} is told them: one of
   * twenty metrics, one of five methods, a hundredth of all.
   */
  public static final String TEN_SECOND_SERIES = "app_requests_handled_00_total{http.method=GET}";

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public Workload {
    if (series < 1 || points < 1 || intervalNanos < 1) {
      throw new IllegalArgumentException(
          "a workload has a series, a point and an interval at least: "
              + series
              + ", "
              + points
              + ", "
              + intervalNanos);
    }
  }

  /**
   * Points of the past, {@link #SCRAPE_INTERVAL} apart, of which the last is as old as {@code end}.
   */
  public static Workload until(Instant end, int series, long points, long seed) {
    long interval = SCRAPE_INTERVAL.toNanos();
    long rounds = rounds(series, points);
    long start = end.getEpochSecond() * NANOS_PER_SECOND - rounds * interval;
    return new Workload(series, points, start, interval, seed);
  }

  /** Points from {@code start} on, of which {@code rate} fall into a second. */
  public static Workload from(Instant start, int series, int rate, Duration duration, long seed) {
    return new Workload(
        series,
        Math.max(1, rate * duration.toMillis() / 1_000),
        start.getEpochSecond() * NANOS_PER_SECOND + start.getNano(),
        Math.max(1, NANOS_PER_SECOND * series / rate),
        seed);
  }

  /** How often every series sends; the last time it may be some of them only. */
  public int rounds() {
    return (int) Math.min(Integer.MAX_VALUE, rounds(series, points));
  }

  private static long rounds(int series, long points) {
    return (points + series - 1) / series;
  }

  /** How many hosts send: each a batch a round. */
  public int groups() {
    return (series + BATCH_POINTS - 1) / BATCH_POINTS;
  }

  /** How many series a host has. */
  int groupSize(int group) {
    return Math.min(BATCH_POINTS, series - group * BATCH_POINTS);
  }

  /** When a host sends in a round, nanoseconds since the epoch: hosts take turns. */
  long timeUnixNano(int round, int group) {
    return startUnixNano + round * intervalNanos + group * (intervalNanos / groups());
  }

  /** From the first point to the last. */
  public Duration span() {
    return Duration.ofNanos(rounds() * intervalNanos);
  }
}
