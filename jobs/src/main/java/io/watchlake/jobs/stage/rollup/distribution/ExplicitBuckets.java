package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.Distribution.Buckets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of buckets with bounds of the sender's own. Buckets of differing bounds meet on the
 * bounds they have in common, which says less and nothing wrong; so neither the order nor the
 * grouping in which buckets are added changes the sum.
 */
final class ExplicitBuckets {

  private ExplicitBuckets() {}

  /** A point's buckets; one without a bound where the sender gives none. */
  static Buckets of(double[] bounds, long[] counts, long count) {
    if (counts.length == 0) {
      return new Buckets(new double[0], new long[] {count});
    }
    return new Buckets(withoutNegativeZero(bounds), counts);
  }

  /** Of the two zeros, which are one bound, always the same. */
  private static double[] withoutNegativeZero(double[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      if (bounds[i] == 0) {
        double[] copy = bounds.clone();
        copy[i] = 0.0;
        return copy;
      }
    }
    return bounds;
  }

  static Buckets plus(Buckets one, Buckets other) {
    return combined(one, other, 1);
  }

  /** How much the buckets grew from {@code before} on; null where one of them fell. */
  static @Nullable Buckets minus(Buckets now, Buckets before) {
    Buckets grown = combined(now, before, -1);
    for (long count : grown.counts()) {
      if (count < 0) {
        return null;
      }
    }
    return grown;
  }

  private static Buckets combined(Buckets one, Buckets other, int times) {
    double[] bounds = one.bounds();
    long[] counts;
    long[] others;
    if (Arrays.equals(bounds, other.bounds())) {
      counts = one.counts().clone();
      others = other.counts();
    } else {
      bounds = common(bounds, other.bounds());
      counts = coarser(one, bounds);
      others = coarser(other, bounds);
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += times * others[i];
    }
    return new Buckets(bounds, counts);
  }

  private static double[] common(double[] one, double[] other) {
    double[] common = new double[Math.min(one.length, other.length)];
    int size = 0;
    int b = 0;
    for (double bound : one) {
      while (b < other.length && other[b] < bound) {
        b++;
      }
      if (b < other.length && other[b] == bound) {
        common[size++] = bound;
      }
    }
    return Arrays.copyOf(common, size);
  }

  /** The counts by bounds that are some of the buckets' own. */
  private static long[] coarser(Buckets buckets, double[] bounds) {
    long[] counts = new long[bounds.length + 1];
    int at = 0;
    for (int i = 0; i < buckets.counts().length; i++) {
      counts[at] += buckets.counts()[i];
      if (at < bounds.length && i < buckets.bounds().length && buckets.bounds()[i] == bounds[at]) {
        at++;
      }
    }
    return counts;
  }
}
