package io.watchlake.connectors.prometheus.codec;

import java.util.List;

/**
 * A native histogram sample: buckets by powers of a base, or with bounds of its own.
 *
 * @param floats whether its counts are floats ({@link Buckets#counts}) and not integers
 * @param count observations, where counts are integers
 * @param countFloat observations, where counts are floats
 * @param sumBits the bits of the sum; {@link Sample#STALE} says that the series has ended
 * @param schema resolution: a bucket's bound is the previous one times 2^(2^-schema); {@link
 *     #CUSTOM} for buckets by {@code customValues}
 * @param zeroThreshold what is no further from zero than this is in the zero bucket
 * @param reset what is known of a counter reset before it
 * @param timestampMillis since the Unix epoch, UTC
 * @param customValues upper bounds of custom buckets, without +Inf
 * @param startMillis when it began to count, since the Unix epoch; 0 for not known
 */
public record NativeHistogram(
    boolean floats,
    long count,
    double countFloat,
    long sumBits,
    int schema,
    double zeroThreshold,
    long zeroCount,
    double zeroCountFloat,
    Buckets negative,
    Buckets positive,
    int reset,
    long timestampMillis,
    List<Double> customValues,
    long startMillis) {

  /** The schema of custom buckets. */
  public static final int CUSTOM = -53;

  /** {@link #reset} of a histogram that may rise and fall. */
  public static final int GAUGE = 3;

  /** A run of buckets. */
  public record Span(int offset, int length) {}

  /**
   * Buckets that hold something, sparse.
   *
   * @param spans where they are: the first one's offset is an index, the others' are gaps
   * @param deltas integer counts, each as its difference from the one before
   * @param counts float counts, as they are
   */
  public record Buckets(List<Span> spans, List<Long> deltas, List<Double> counts) {

    public static final Buckets NONE = new Buckets(List.of(), List.of(), List.of());
  }

  /** Whether it says that the series has ended. */
  public boolean isStale() {
    return sumBits == Sample.STALE;
  }
}
