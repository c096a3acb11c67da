package io.watchlake.model.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * What the points of one series within one window say. Times are nanoseconds since the epoch, UTC.
 *
 * <p>A window may be told several times: {@link #id()} names the telling, and the one with the
 * highest revision holds. The same id may come twice, with the same content.
 *
 * <p>Of gauges and sums, count, sum, min, max and last are over the values of the points, so that
 * {@code sum / count} is the mean of what was seen. Of histograms, exponential histograms and
 * summaries, {@code count} and {@code sum} are over the observations made within the window:
 * cumulative points count by how much they grew, a reset included. Points that say that no value
 * was recorded count nowhere but in {@code stale}.
 *
 * @param timeline the timeline's name
 * @param series what the points measure
 * @param resolution length of the window
 * @param windowUnixNano start of the window, a multiple of its length
 * @param revision 0 when first told, more in each correction
 * @param count values, or observations; 0 where no point had a value. Unsigned 64 bits.
 * @param sum of the values or observations; NaN where a histogram's sender gives none
 * @param min the smallest; NaN where unknown: count is 0, or the sender gives none
 * @param max the largest; NaN where unknown
 * @param last value of the newest point, of sums as it was sent; of histograms and summaries NaN
 * @param lastUnixNano time of the newest point that had a value; 0 where none had
 * @param stale whether the newest point of all said that no value was recorded: the series ended
 * @param increase how much a monotonic sum grew; null for other series
 * @param distribution observations of the window; null for gauges and sums
 * @param sketch of the values; null where none was asked for
 * @param exemplarsJson exemplars of the window's points as a JSON array, at most a few; null where
 *     there are none
 */
public record Rollup(
    String timeline,
    Series series,
    Resolution resolution,
    long windowUnixNano,
    int revision,
    long count,
    double sum,
    double min,
    double max,
    double last,
    long lastUnixNano,
    boolean stale,
    @Nullable Increase increase,
    @Nullable Distribution distribution,
    @Nullable Sketch sketch,
    @Nullable String exemplarsJson) {

  /**
   * In how many buckets series lie. All rollups of a message in the topic are of one bucket and one
   * timeline; a bucket's messages are in one partition, in the order they were told.
   */
  public static final int BUCKETS = 64;

  public Rollup {
    if (resolution.windowOf(windowUnixNano) != windowUnixNano) {
      throw new IllegalArgumentException(
          windowUnixNano + " ns is not the start of a window of " + resolution.code());
    }
    if (revision < 0) {
      throw new IllegalArgumentException("revision " + revision + " is negative");
    }
  }

  /**
   * A window of a minute at whose end a series had a value, and no other in it.
   *
   * @param value NaN for none
   */
  public static Rollup ofMinute(
      String timeline,
      Series series,
      long minuteUnixNano,
      int revision,
      double value,
      @Nullable Increase increase) {
    boolean none = Double.isNaN(value);
    return new Rollup(
        timeline,
        series,
        Resolution.MINUTE,
        minuteUnixNano,
        revision,
        none ? 0 : 1,
        none ? 0 : value,
        value,
        value,
        value,
        none ? 0 : minuteUnixNano + Resolution.MINUTE.nanos() - 1,
        false,
        increase,
        null,
        null,
        null);
  }

  /** The bucket a series lies in, 0 to {@link #BUCKETS} - 1. */
  public static int bucketOf(long seriesId) {
    // The id is a cryptographic hash: any of its bits are as good as others.
    return (int) (seriesId >>> 58);
  }

  /** The bucket of this rollup's series. */
  public int bucket() {
    return bucketOf(series.id());
  }

  /** End of the window, exclusive. */
  public long endUnixNano() {
    return windowUnixNano + resolution.nanos();
  }

  /**
   * Names this telling of this window, unique over all timelines: {@code
   * timeline/series/resolution/window/revision}, the series in lower-case hex.
   */
  public String id() {
    return String.format(
        "%s/%016x/%s/%d/%d", timeline, series.id(), resolution.code(), windowUnixNano, revision);
  }

  /**
   * Growth of a monotonic sum within a window, resets taken out: a cumulative counter that falls,
   * or begins anew, counts from 0 again. What grew between the last point before the window and the
   * first in it counts in it. A counter seen for the first time counts from its start where that
   * lies in the window, else from its first point.
   *
   * @param value how much it grew
   * @param resets how often it began anew; 0 for deltas
   */
  public record Increase(double value, int resets) {}

  /**
   * A mergeable sketch of values, from which quantiles can be told.
   *
   * @param kind names the sketch and the form of its bytes
   * @param bytes the sketch
   */
  @SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
  public record Sketch(String kind, byte[] bytes) {}
}
