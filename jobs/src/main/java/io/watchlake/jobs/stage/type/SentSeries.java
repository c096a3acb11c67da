package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.prometheus.codec.ClassicBuckets;

/**
 * How far a series of Prometheus has been sent.
 *
 * @param series which of ours it was that gave the newest window
 * @param endUnixNano end of the newest window that was sent
 * @param revision of that window
 * @param tenSecondsEnd end of the newest window of ten seconds; 0 for none
 * @param total what was counted since the first window: a counter in Prometheus never ends
 * @param newest what of it is the newest window's
 */
public record SentSeries(
    long series,
    long endUnixNano,
    int revision,
    long tenSecondsEnd,
    Counted total,
    Counted newest) {

  /**
   * What was observed.
   *
   * @param count how often
   * @param sum of it
   * @param buckets how it is spread; {@link ClassicBuckets#NONE} for what has no buckets
   */
  public record Counted(long count, double sum, ClassicBuckets buckets) {

    public static final Counted NOTHING = new Counted(0, 0, ClassicBuckets.NONE);

    /** Whether both can be added. */
    public boolean fits(Counted other) {
      return buckets.fits(other.buckets);
    }

    /** The sum of both, or what is left of this without the other where {@code times} is -1. */
    public Counted plus(Counted other, int times) {
      return new Counted(
          count + times * other.count, sum + times * other.sum, buckets.plus(other.buckets, times));
    }
  }
}
