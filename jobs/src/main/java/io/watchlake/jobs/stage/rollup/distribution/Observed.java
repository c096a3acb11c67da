package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.Distribution.Buckets;
import io.watchlake.model.telemetry.Distribution.Quantiles;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What was observed in some span of time. Sums of these do not depend on the order or grouping in
 * which they are made, but for the rounding of {@code sum}.
 *
 * <p>A cumulative point tells the smallest observation since its start. Where that fell, the new
 * one is of the time since the point before; where it did not, all that is known of that time is
 * that nothing smaller was observed. Both are kept apart, since together with another span they may
 * tell the smallest after all.
 *
 * @param count observations; unsigned 64 bits
 * @param sum of them; NaN where unknown
 * @param min the smallest of those spans that know it; infinite where none does
 * @param minAtLeast no observation of the other spans is smaller; infinite where there are none
 * @param max the largest of those spans that know it; minus infinite where none does
 * @param maxAtMost no observation of the other spans is larger; minus infinite where there are none
 * @param lastUnixNano time of the newest point; 0 where there was none
 * @param distribution how the observations are spread; of a summary what its newest point says;
 *     null where there was no point
 */
record Observed(
    long count,
    double sum,
    double min,
    double minAtLeast,
    double max,
    double maxAtMost,
    long lastUnixNano,
    @Nullable Distribution distribution) {

  static final Observed NOTHING =
      new Observed(
          0,
          0,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0,
          null);

  /** A total order by content: what is equal in it says the same. */
  static final Comparator<Observed> BY_CONTENT =
      Comparator.comparingLong(Observed::lastUnixNano)
          .thenComparing(Observed::count, Long::compareUnsigned)
          .thenComparingDouble(Observed::sum)
          .thenComparingDouble(Observed::min)
          .thenComparingDouble(Observed::max)
          .thenComparing(Observed::distribution, Observed::compare);

  private static final Comparator<Exponential> EXPONENTIALS =
      Comparator.comparingInt(Exponential::scale)
          .thenComparing(Exponential::zeroCount, Long::compareUnsigned)
          .thenComparingDouble(Exponential::zeroThreshold)
          .thenComparingInt(Exponential::positiveOffset)
          .thenComparing(Exponential::positiveCounts, Arrays::compareUnsigned)
          .thenComparingInt(Exponential::negativeOffset)
          .thenComparing(Exponential::negativeCounts, Arrays::compareUnsigned);

  /** All that a point says. */
  static Observed of(DistributionPoint point) {
    boolean any = point.count() != 0;
    double min = numberOr(point.min(), Double.POSITIVE_INFINITY);
    double max = numberOr(point.max(), Double.NEGATIVE_INFINITY);
    return new Observed(
        point.count(),
        point.sum() != null ? point.sum() : any ? Double.NaN : 0,
        any ? min : Double.POSITIVE_INFINITY,
        any && min == Double.POSITIVE_INFINITY
            ? Double.NEGATIVE_INFINITY
            : Double.POSITIVE_INFINITY,
        any ? max : Double.NEGATIVE_INFINITY,
        any && max == Double.NEGATIVE_INFINITY
            ? Double.POSITIVE_INFINITY
            : Double.NEGATIVE_INFINITY,
        point.timeUnixNano(),
        distribution(point));
  }

  private static double numberOr(@Nullable Double value, double other) {
    return value == null || value.isNaN() ? other : value;
  }

  private static Distribution distribution(DistributionPoint point) {
    return switch (point.series().kind()) {
      case EXPONENTIAL_HISTOGRAM -> {
        Exponential buckets = point.exponential();
        yield ExponentialBuckets.of(
            buckets != null
                ? buckets
                : new Exponential(0, point.count(), 0, 0, new long[0], 0, new long[0]));
      }
      case SUMMARY -> new Quantiles(point.quantiles(), point.quantileValues());
      default -> ExplicitBuckets.of(point.bounds(), point.bucketCounts(), point.count());
    };
  }

  /** Both together; quantiles are those of the newer. */
  Observed plus(Observed other) {
    return new Observed(
        count + other.count,
        sum + other.sum,
        Math.min(min, other.min),
        Math.min(minAtLeast, other.minAtLeast),
        Math.max(max, other.max),
        Math.max(maxAtMost, other.maxAtMost),
        Math.max(lastUnixNano, other.lastUnixNano),
        plusDistribution(other));
  }

  private @Nullable Distribution plusDistribution(Observed other) {
    Distribution one = distribution;
    Distribution two = other.distribution;
    if (one == null || two == null) {
      return one == null ? two : one;
    }
    if (one instanceof Buckets buckets && two instanceof Buckets others) {
      return ExplicitBuckets.plus(buckets, others);
    }
    if (one instanceof Exponential buckets && two instanceof Exponential others) {
      return ExponentialBuckets.plus(buckets, others);
    }
    return newer(other).distribution;
  }

  /** The newer of both; of two of one time always the same. */
  Observed newer(Observed other) {
    return BY_CONTENT.compare(this, other) >= 0 ? this : other;
  }

  /**
   * What was observed between two points of a cumulative series that did not begin anew.
   *
   * @return null where this cannot be: a count fell
   */
  @Nullable Observed since(Observed before) {
    if (Long.compareUnsigned(count, before.count) < 0) {
      return null;
    }
    Distribution grown = distribution;
    if (distribution instanceof Buckets now && before.distribution instanceof Buckets then) {
      grown = ExplicitBuckets.minus(now, then);
    } else if (distribution instanceof Exponential now
        && before.distribution instanceof Exponential then) {
      grown = ExponentialBuckets.minus(now, then);
    }
    if (grown == null) {
      return null;
    }
    long more = count - before.count;
    double grownSum = sum - before.sum;
    if (more == 0) {
      return new Observed(
          0,
          Double.isNaN(grownSum) ? 0 : grownSum,
          NOTHING.min,
          NOTHING.minAtLeast,
          NOTHING.max,
          NOTHING.maxAtMost,
          lastUnixNano,
          grown);
    }
    boolean fell = min < before.min && (before.count == 0 || before.knowsMin());
    boolean rose = max > before.max && (before.count == 0 || before.knowsMax());
    return new Observed(
        more,
        grownSum,
        fell ? min : Double.POSITIVE_INFINITY,
        fell ? Double.POSITIVE_INFINITY : knowsMin() ? min : Double.NEGATIVE_INFINITY,
        rose ? max : Double.NEGATIVE_INFINITY,
        rose ? Double.NEGATIVE_INFINITY : knowsMax() ? max : Double.POSITIVE_INFINITY,
        lastUnixNano,
        grown);
  }

  private boolean knowsMin() {
    return min <= minAtLeast && min != Double.POSITIVE_INFINITY;
  }

  private boolean knowsMax() {
    return max >= maxAtMost && max != Double.NEGATIVE_INFINITY;
  }

  /** The smallest observation; NaN where unknown. */
  double toldMin() {
    return knowsMin() ? min : Double.NaN;
  }

  /** The largest observation; NaN where unknown. */
  double toldMax() {
    return knowsMax() ? max : Double.NaN;
  }

  /** How the observations are spread, as a window tells it. */
  @Nullable Distribution toldDistribution() {
    return distribution instanceof Exponential buckets
        ? ExponentialBuckets.told(buckets)
        : distribution;
  }

  /** All of a series' distributions are of one form. */
  private static int compare(@Nullable Distribution one, @Nullable Distribution other) {
    if (one instanceof Buckets a && other instanceof Buckets b) {
      int order = Arrays.compare(a.bounds(), b.bounds());
      return order != 0 ? order : Arrays.compareUnsigned(a.counts(), b.counts());
    }
    if (one instanceof Exponential a && other instanceof Exponential b) {
      return EXPONENTIALS.compare(a, b);
    }
    if (one instanceof Quantiles a && other instanceof Quantiles b) {
      int order = Arrays.compare(a.quantiles(), b.quantiles());
      return order != 0 ? order : Arrays.compare(a.values(), b.values());
    }
    return Boolean.compare(one != null, other != null);
  }
}
