package io.watchlake.connectors.prometheus.codec;

import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Observations by classic buckets, each counted for itself.
 *
 * @param bounds upper bounds, inclusive, ascending; the last bucket, to infinity, has none
 * @param counts one more than bounds
 * @param fixed whether the bounds are the sender's own; of exponential histograms they are powers
 *     of two and grow in number as more of them are seen
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record ClassicBuckets(double[] bounds, long[] counts, boolean fixed) {

  /** Nothing observed, and no bounds known. */
  public static final ClassicBuckets NONE = new ClassicBuckets(new double[0], new long[1], false);

  private static final int MAX_EXPONENT = 1023;

  public ClassicBuckets {
    if (counts.length != bounds.length + 1) {
      throw new IllegalArgumentException(
          counts.length + " counts with " + bounds.length + " bounds");
    }
  }

  /** Of a histogram: its own. Of an exponential one: by the powers of two. */
  public static ClassicBuckets of(Distribution distribution) {
    if (distribution instanceof Distribution.Buckets buckets) {
      return ofFixed(buckets.bounds(), buckets.counts());
    }
    if (distribution instanceof DistributionPoint.Exponential exponential) {
      return ofExponential(exponential);
    }
    return NONE;
  }

  /** A last bound of infinity is the one that is meant anyway. */
  private static ClassicBuckets ofFixed(double[] bounds, long[] counts) {
    int last = bounds.length - 1;
    if (last < 0 || bounds[last] != Double.POSITIVE_INFINITY) {
      return new ClassicBuckets(bounds, counts, true);
    }
    long[] merged = Arrays.copyOf(counts, counts.length - 1);
    merged[last] += counts[last + 1];
    return new ClassicBuckets(Arrays.copyOf(bounds, last), merged, true);
  }

  private static ClassicBuckets ofExponential(DistributionPoint.Exponential histogram) {
    TreeMap<Double, Long> buckets = new TreeMap<>();
    int scale = histogram.scale();
    long[] negative = histogram.negativeCounts();
    for (int i = 0; i < negative.length; i++) {
      add(buckets, -power(exponent((long) histogram.negativeOffset() + i, scale, 0)), negative[i]);
    }
    add(buckets, histogram.zeroThreshold(), histogram.zeroCount());
    long[] positive = histogram.positiveCounts();
    for (int i = 0; i < positive.length; i++) {
      add(buckets, power(exponent((long) histogram.positiveOffset() + i, scale, 1)), positive[i]);
    }
    return of(buckets);
  }

  /**
   * The power of two that bounds a bucket: the one above its upper end, or ({@code up} 0) the one
   * below its lower end.
   */
  private static long exponent(long index, int scale, int up) {
    return scale >= 0
        ? (index >> Math.min(scale, 62)) + up
        : (index + up) * (1L << Math.min(-scale, 30));
  }

  private static double power(long exponent) {
    return exponent > MAX_EXPONENT
        ? Double.POSITIVE_INFINITY
        : Math.scalb(1.0, (int) Math.max(exponent, -1074));
  }

  private static void add(SortedMap<Double, Long> buckets, double bound, long count) {
    if (count != 0) {
      buckets.merge(bound, count, Long::sum);
    }
  }

  private static ClassicBuckets of(SortedMap<Double, Long> buckets) {
    Long beyond = buckets.remove(Double.POSITIVE_INFINITY);
    double[] bounds = new double[buckets.size()];
    long[] counts = new long[bounds.length + 1];
    int i = 0;
    for (var bucket : buckets.entrySet()) {
      bounds[i] = bucket.getKey();
      counts[i++] = bucket.getValue();
    }
    counts[i] = beyond == null ? 0 : beyond;
    return new ClassicBuckets(bounds, counts, false);
  }

  /** Whether {@code other} can be added to this: bounds are the same, or may grow in number. */
  public boolean fits(ClassicBuckets other) {
    return isEmpty() || (fixed == other.fixed && (!fixed || Arrays.equals(bounds, other.bounds)));
  }

  private boolean isEmpty() {
    return bounds.length == 0 && counts[0] == 0;
  }

  /**
   * This with {@code other} added {@code times} times, which may be -1 to take it away again.
   *
   * @throws IllegalArgumentException where it does not fit
   */
  public ClassicBuckets plus(ClassicBuckets other, int times) {
    if (!fits(other)) {
      throw new IllegalArgumentException("buckets of other bounds");
    }
    if (other.fixed && Arrays.equals(bounds, other.bounds)) {
      long[] sum = counts.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += times * other.counts[i];
      }
      return new ClassicBuckets(bounds, sum, true);
    }
    TreeMap<Double, Long> all = new TreeMap<>();
    put(all, this, 1);
    put(all, other, times);
    ClassicBuckets sum = of(all);
    return new ClassicBuckets(sum.bounds, sum.counts, other.fixed);
  }

  private static void put(SortedMap<Double, Long> all, ClassicBuckets buckets, int times) {
    for (int i = 0; i < buckets.counts.length; i++) {
      double bound = i < buckets.bounds.length ? buckets.bounds[i] : Double.POSITIVE_INFINITY;
      all.merge(bound, times * buckets.counts[i], Long::sum);
    }
  }
}
