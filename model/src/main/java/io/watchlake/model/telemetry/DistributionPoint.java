package io.watchlake.model.telemetry;

import io.watchlake.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A histogram, exponential histogram or summary point; which one, the series' kind tells. Times are
 * nanoseconds since the epoch, UTC. Counts are unsigned 64 bits.
 *
 * @param origin where it came from
 * @param timeline the timeline's name
 * @param series what it measures
 * @param timeUnixNano when; the event time
 * @param startUnixNano start of the interval; 0 where the sender gave none
 * @param flags OTLP data point flags; bit 0 means that no value was recorded
 * @param count how many observations
 * @param sum their sum; null where the sender gave none
 * @param min the smallest; null where the sender gave none
 * @param max the largest; null where the sender gave none
 * @param bounds histogram: upper bounds, ascending; empty otherwise
 * @param bucketCounts histogram: one more than bounds, or empty; empty otherwise
 * @param exponential the buckets of an exponential histogram; null otherwise
 * @param quantiles summary: quantiles 0 to 1; empty otherwise
 * @param quantileValues summary: their values, in the same order; empty otherwise
 * @param exemplarsJson exemplars as a JSON array; null where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record DistributionPoint(
    Origin origin,
    String timeline,
    Series series,
    long timeUnixNano,
    long startUnixNano,
    int flags,
    long count,
    @Nullable Double sum,
    @Nullable Double min,
    @Nullable Double max,
    double[] bounds,
    long[] bucketCounts,
    @Nullable Exponential exponential,
    double[] quantiles,
    double[] quantileValues,
    @Nullable String exemplarsJson) {

  /**
   * Buckets of an exponential histogram: bucket i of a side covers (base^(offset+i),
   * base^(offset+i+1)] with base 2^(2^-scale).
   */
  @SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
  public record Exponential(
      int scale,
      long zeroCount,
      double zeroThreshold,
      int positiveOffset,
      long[] positiveCounts,
      int negativeOffset,
      long[] negativeCounts)
      implements Distribution {}
}
