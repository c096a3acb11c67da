package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of exponential buckets, after the OpenTelemetry data model: what is added comes to the
 * lower of both scales first, and to a lower one yet where a side would have more than {@link
 * #MAX_BUCKETS}; a wider zero bucket takes up the buckets it reaches into.
 *
 * <p>The last step loses where observations lay, and what is lost depends on the scale. So sums
 * keep their buckets, and {@link #told} takes it once, of the finished sum: that way neither the
 * order nor the grouping in which buckets are added changes what is told. No side begins or ends
 * with an empty bucket.
 */
final class ExponentialBuckets {

  /** Most buckets of the positive and of the negative side; twice what SDKs keep by default. */
  static final int MAX_BUCKETS = 320;

  /** Of this scale or lower, every number there is lies in bucket 0 or -1. */
  private static final int MIN_SCALE = -64;

  /** Beyond this many steps an index is 0 or -1, whatever it was. */
  private static final int MAX_SHIFT = 62;

  /** One side's buckets, with room for indexes that only an intermediate result has. */
  @SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
  private record Side(long offset, long[] counts) {

    private static final Side EMPTY = new Side(0, new long[0]);

    static Side of(long offset, long[] counts) {
      int from = 0;
      while (from < counts.length && counts[from] == 0) {
        from++;
      }
      int to = counts.length;
      while (to > from && counts[to - 1] == 0) {
        to--;
      }
      return from == to ? EMPTY : new Side(offset + from, Arrays.copyOfRange(counts, from, to));
    }

    boolean isEmpty() {
      return counts.length == 0;
    }

    long last() {
      return offset + counts.length - 1;
    }

    Side coarser(int shift) {
      if (shift == 0 || isEmpty()) {
        return this;
      }
      long first = offset >> shift;
      long[] merged = new long[(int) ((last() >> shift) - first) + 1];
      for (int i = 0; i < counts.length; i++) {
        merged[(int) (((offset + i) >> shift) - first)] += counts[i];
      }
      return new Side(first, merged);
    }

    /** Of the same scale, {@code other} so many times. */
    Side plus(Side other, int times) {
      if (other.isEmpty()) {
        return this;
      }
      long first = isEmpty() ? other.offset : Math.min(offset, other.offset);
      long last = isEmpty() ? other.last() : Math.max(last(), other.last());
      long[] sum = new long[(int) (last - first) + 1];
      for (int i = 0; i < counts.length; i++) {
        sum[(int) (offset + i - first)] = counts[i];
      }
      for (int i = 0; i < other.counts.length; i++) {
        sum[(int) (other.offset + i - first)] += times * other.counts[i];
      }
      return of(first, sum);
    }

    boolean hasNegative() {
      return Arrays.stream(counts).anyMatch(count -> count < 0);
    }

    /** How far a zero bucket reaches that takes up what it reaches into. */
    double widened(double threshold, int scale) {
      double reach = threshold;
      for (int i = 0; i < counts.length && bound(scale, offset + i) < threshold; i++) {
        if (counts[i] != 0) {
          reach = Math.max(reach, bound(scale, offset + i + 1));
        }
      }
      return reach;
    }

    /** How many of the first buckets lie in the zero bucket. */
    int within(double threshold, int scale) {
      int covered = 0;
      while (covered < counts.length && bound(scale, offset + covered) < threshold) {
        covered++;
      }
      return covered;
    }

    Side without(int covered) {
      return of(offset + covered, Arrays.copyOfRange(counts, covered, counts.length));
    }
  }

  private ExponentialBuckets() {}

  /** A point's buckets, as sums have them. */
  static Exponential of(Exponential point) {
    return made(
        Math.max(point.scale(), MIN_SCALE),
        point.zeroCount(),
        point.zeroThreshold() > 0 ? point.zeroThreshold() : 0,
        positive(point),
        negative(point));
  }

  static Exponential plus(Exponential one, Exponential other) {
    int scale = scaleOf(one, other);
    return made(
        scale,
        one.zeroCount() + other.zeroCount(),
        Math.max(one.zeroThreshold(), other.zeroThreshold()),
        positive(one)
            .coarser(shift(one.scale(), scale))
            .plus(positive(other).coarser(shift(other.scale(), scale)), 1),
        negative(one)
            .coarser(shift(one.scale(), scale))
            .plus(negative(other).coarser(shift(other.scale(), scale)), 1));
  }

  /**
   * How much the buckets grew from {@code before} on; null where one of them fell. Both get the
   * zero bucket that each of them can have.
   */
  static @Nullable Exponential minus(Exponential now, Exponential before) {
    int scale = scaleOf(now, before);
    Exponential to = at(now, scale);
    Exponential from = at(before, scale);
    double threshold = Math.max(to.zeroThreshold(), from.zeroThreshold());
    if (threshold > 0) {
      for (double wider = threshold; ; threshold = wider) {
        wider = Math.max(reach(to, threshold), reach(from, threshold));
        if (wider == threshold) {
          break;
        }
      }
      to = withZero(to, threshold);
      from = withZero(from, threshold);
    }
    Side positive = positive(to).plus(positive(from), -1);
    Side negative = negative(to).plus(negative(from), -1);
    long zero = to.zeroCount() - from.zeroCount();
    if (zero < 0 || positive.hasNegative() || negative.hasNegative()) {
      return null;
    }
    return made(scale, zero, threshold, positive, negative);
  }

  /** The sum as it is told: no bucket reaches into the zero bucket. */
  static Exponential told(Exponential sum) {
    double threshold = sum.zeroThreshold();
    for (double wider = reach(sum, threshold); wider != threshold; wider = reach(sum, threshold)) {
      threshold = wider;
    }
    return withZero(sum, threshold);
  }

  private static double reach(Exponential of, double threshold) {
    return Math.max(
        positive(of).widened(threshold, of.scale()), negative(of).widened(threshold, of.scale()));
  }

  private static Exponential withZero(Exponential of, double threshold) {
    Side positive = positive(of);
    Side negative = negative(of);
    int positiveWithin = positive.within(threshold, of.scale());
    int negativeWithin = negative.within(threshold, of.scale());
    long zero = of.zeroCount();
    for (int i = 0; i < positiveWithin; i++) {
      zero += positive.counts()[i];
    }
    for (int i = 0; i < negativeWithin; i++) {
      zero += negative.counts()[i];
    }
    return made(
        of.scale(),
        zero,
        threshold,
        positive.without(positiveWithin),
        negative.without(negativeWithin));
  }

  private static Exponential at(Exponential of, int scale) {
    int shift = shift(of.scale(), scale);
    return new Exponential(
        scale,
        of.zeroCount(),
        of.zeroThreshold(),
        (int) positive(of).coarser(shift).offset(),
        positive(of).coarser(shift).counts(),
        (int) negative(of).coarser(shift).offset(),
        negative(of).coarser(shift).counts());
  }

  /** The highest scale that both can have and in which no side of their sum is too long. */
  private static int scaleOf(Exponential one, Exponential other) {
    int scale = Math.min(one.scale(), other.scale());
    return Math.min(
        fitting(positive(one), one.scale(), positive(other), other.scale(), scale),
        fitting(negative(one), one.scale(), negative(other), other.scale(), scale));
  }

  private static int fitting(Side one, int oneScale, Side other, int otherScale, int from) {
    int scale = from;
    while (span(one, shift(oneScale, scale), other, shift(otherScale, scale)) > MAX_BUCKETS) {
      scale--;
    }
    return scale;
  }

  private static long span(Side one, int oneShift, Side other, int otherShift) {
    if (one.isEmpty() && other.isEmpty()) {
      return 0;
    }
    long first =
        Math.min(
            one.isEmpty() ? Long.MAX_VALUE : one.offset() >> oneShift,
            other.isEmpty() ? Long.MAX_VALUE : other.offset() >> otherShift);
    long last =
        Math.max(
            one.isEmpty() ? Long.MIN_VALUE : one.last() >> oneShift,
            other.isEmpty() ? Long.MIN_VALUE : other.last() >> otherShift);
    return last - first + 1;
  }

  private static int shift(int from, int to) {
    return (int) Math.min(MAX_SHIFT, (long) from - to);
  }

  private static Exponential made(
      int scale, long zeroCount, double zeroThreshold, Side positive, Side negative) {
    int fitting =
        Math.min(
            fitting(positive, scale, Side.EMPTY, scale, scale),
            fitting(negative, scale, Side.EMPTY, scale, scale));
    Side up = positive.coarser(shift(scale, fitting));
    Side down = negative.coarser(shift(scale, fitting));
    return new Exponential(
        fitting,
        zeroCount,
        zeroThreshold,
        (int) up.offset(),
        up.counts(),
        (int) down.offset(),
        down.counts());
  }

  private static Side positive(Exponential of) {
    return Side.of(of.positiveOffset(), of.positiveCounts());
  }

  private static Side negative(Exponential of) {
    return Side.of(of.negativeOffset(), of.negativeCounts());
  }

  /** Lower bound of a bucket: {@code base^index} with base {@code 2^(2^-scale)}. */
  private static double bound(int scale, long index) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }
}
