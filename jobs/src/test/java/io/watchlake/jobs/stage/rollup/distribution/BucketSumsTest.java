package io.watchlake.jobs.stage.rollup.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.telemetry.Distribution.Buckets;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Sums of buckets: the same in any order and grouping, and nothing lost. */
class BucketSumsTest {

  @Property(tries = 500)
  void explicitBucketsAddUpInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Buckets> buckets = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      buckets.add(explicit(random));
    }
    Buckets inOrder = inOrder(buckets, ExplicitBuckets::plus);
    Buckets shuffled = grouped(buckets, random, ExplicitBuckets::plus);

    assertThat(shuffled.bounds()).isEqualTo(inOrder.bounds());
    assertThat(shuffled.counts()).isEqualTo(inOrder.counts());
    TreeSet<Double> common = bounds(buckets.get(0));
    buckets.forEach(each -> common.retainAll(bounds(each)));
    assertThat(bounds(inOrder)).isEqualTo(common);
    for (int i = 0; i < inOrder.bounds().length; i++) {
      double bound = inOrder.bounds()[i];
      assertThat(Arrays.stream(inOrder.counts()).limit(i + 1L).sum())
          .isEqualTo(buckets.stream().mapToLong(each -> upTo(each, bound)).sum());
    }
  }

  @Property(tries = 500)
  void whatWasAddedToExplicitBucketsIsWhatTheyGrewBy(@ForAll long seed) {
    Random random = new Random(seed);
    Buckets before = explicit(random);
    Buckets added =
        new Buckets(before.bounds(), random.longs(before.counts().length, 0, 9).toArray());
    Buckets grown = ExplicitBuckets.minus(ExplicitBuckets.plus(before, added), before);

    assertThat(grown).isNotNull();
    assertThat(grown.counts()).isEqualTo(added.counts());
  }

  @Example
  void bucketsThatFellDidNotGrow() {
    double[] bounds = {1, 2};
    assertThat(
            ExplicitBuckets.minus(
                new Buckets(bounds, new long[] {5, 0, 9}),
                new Buckets(bounds, new long[] {4, 1, 0})))
        .isNull();
    assertThat(ExponentialBuckets.minus(positive(0, 0, 5, 0, 9), positive(0, 0, 4, 1, 0))).isNull();
  }

  @Property(tries = 1000)
  void exponentialBucketsAddUpInAnyOrder(@ForAll long seed) {
    Random random = new Random(seed);
    List<Exponential> buckets = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      buckets.add(ExponentialBuckets.of(exponential(random)));
    }
    Exponential sum = inOrder(buckets, ExponentialBuckets::plus);
    Exponential shuffled = grouped(buckets, random, ExponentialBuckets::plus);

    assertThat(shuffled).usingRecursiveComparison().isEqualTo(sum);
    assertThat(total(sum)).isEqualTo(buckets.stream().mapToLong(BucketSumsTest::total).sum());
    assertThat(sum.positiveCounts().length).isLessThanOrEqualTo(ExponentialBuckets.MAX_BUCKETS);
    assertThat(sum.negativeCounts().length).isLessThanOrEqualTo(ExponentialBuckets.MAX_BUCKETS);

    Exponential told = ExponentialBuckets.told(sum);
    assertThat(total(told)).isEqualTo(total(sum));
    assertThat(told.zeroThreshold()).isGreaterThanOrEqualTo(sum.zeroThreshold());
    assertThat(lowest(told)).isGreaterThanOrEqualTo(told.zeroThreshold());
    assertThat(ExponentialBuckets.told(told)).usingRecursiveComparison().isEqualTo(told);
  }

  @Property(tries = 1000)
  void whatWasAddedToExponentialBucketsIsWhatTheyGrewBy(@ForAll long seed) {
    Random random = new Random(seed);
    Exponential before = ExponentialBuckets.of(exponential(random));
    Exponential added = ExponentialBuckets.of(exponential(random));
    Exponential now = ExponentialBuckets.told(ExponentialBuckets.plus(before, added));
    Exponential grown = ExponentialBuckets.minus(now, before);

    assertThat(grown).isNotNull();
    assertThat(total(grown)).isEqualTo(total(added));
    assertThat(ExponentialBuckets.told(ExponentialBuckets.plus(before, grown)))
        .usingRecursiveComparison()
        .isEqualTo(now);
  }

  @Example
  void aBucketOfALowerScaleHoldsThoseOfTheHigherThatItCovers() {
    // Scale 1: (1, 1.41], (1.41, 2], (2, 2.83]; scale 0: (1, 2], (2, 4].
    Exponential sum = ExponentialBuckets.plus(positive(1, 0, 1, 2, 3), positive(0, 0, 10, 20));

    assertThat(sum).usingRecursiveComparison().isEqualTo(positive(0, 0, 13, 23));
  }

  @Example
  void aWiderZeroBucketTakesUpWhatItReachesInto() {
    // Scale 0: (1, 2], (2, 4], (4, 8]. A threshold of 3 reaches into (2, 4].
    Exponential wide = new Exponential(0, 7, 3, 0, new long[0], 0, new long[0]);
    Exponential sum = ExponentialBuckets.plus(positive(0, 0, 1, 2, 3), wide);

    assertThat(ExponentialBuckets.told(sum))
        .usingRecursiveComparison()
        .isEqualTo(new Exponential(0, 10, 4, 2, new long[] {3}, 0, new long[0]));
  }

  @Example
  void whatNoSenderMeansEndsNonetheless() {
    Exponential hostile =
        ExponentialBuckets.of(
            new Exponential(
                Integer.MIN_VALUE,
                -1,
                Double.NaN,
                Integer.MAX_VALUE,
                new long[] {1, 2},
                Integer.MIN_VALUE,
                ones(1000)));
    Exponential fine =
        ExponentialBuckets.of(
            new Exponential(
                Integer.MAX_VALUE, 1, Double.POSITIVE_INFINITY, 7, ones(3), 7, ones(700)));

    assertThat(ExponentialBuckets.told(ExponentialBuckets.plus(hostile, fine)).zeroThreshold())
        .isPositive();
    assertThat(ExponentialBuckets.minus(fine, hostile)).isNotSameAs(fine);
  }

  private static <T> T inOrder(List<T> values, BinaryOperator<T> plus) {
    return values.stream().reduce(plus).orElseThrow();
  }

  private static <T> T grouped(List<T> values, Random random, BinaryOperator<T> plus) {
    List<T> rest = new ArrayList<>(values);
    Collections.shuffle(rest, random);
    while (rest.size() > 1) {
      T one = rest.remove(random.nextInt(rest.size()));
      int with = random.nextInt(rest.size());
      rest.set(with, plus.apply(one, rest.get(with)));
    }
    return rest.get(0);
  }

  private static Buckets explicit(Random random) {
    double[] bounds =
        random.ints(random.nextInt(6), -3, 6).distinct().sorted().asDoubleStream().toArray();
    return ExplicitBuckets.of(bounds, random.longs(bounds.length + 1, 0, 9).toArray(), 0);
  }

  private static TreeSet<Double> bounds(Buckets buckets) {
    TreeSet<Double> bounds = new TreeSet<>();
    Arrays.stream(buckets.bounds()).forEach(bounds::add);
    return bounds;
  }

  private static long upTo(Buckets buckets, double bound) {
    long count = 0;
    for (int i = 0; i < buckets.bounds().length && buckets.bounds()[i] <= bound; i++) {
      count += buckets.counts()[i];
    }
    return count;
  }

  private static Exponential exponential(Random random) {
    int scale = random.nextInt(8) - 2;
    return new Exponential(
        scale,
        random.nextInt(3),
        random.nextBoolean() ? 0 : Math.pow(2, random.nextInt(12) / 4.0 - 1),
        random.nextInt(60) - 20,
        random.longs(random.nextInt(8) == 0 ? 400 : random.nextInt(9), 0, 3).toArray(),
        random.nextInt(60) - 20,
        random.longs(random.nextInt(9), 0, 3).toArray());
  }

  private static Exponential positive(int scale, int offset, long... counts) {
    return ExponentialBuckets.of(new Exponential(scale, 0, 0, offset, counts, 0, new long[0]));
  }

  private static long total(Exponential of) {
    return of.zeroCount()
        + Arrays.stream(of.positiveCounts()).sum()
        + Arrays.stream(of.negativeCounts()).sum();
  }

  /** The lower bound of the lowest bucket with observations. */
  private static double lowest(Exponential of) {
    double lowest = Double.POSITIVE_INFINITY;
    if (of.positiveCounts().length > 0) {
      lowest = Math.pow(2, Math.scalb((double) of.positiveOffset(), -of.scale()));
    }
    if (of.negativeCounts().length > 0) {
      lowest = Math.min(lowest, Math.pow(2, Math.scalb((double) of.negativeOffset(), -of.scale())));
    }
    return lowest;
  }

  private static long[] ones(int length) {
    long[] ones = new long[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
