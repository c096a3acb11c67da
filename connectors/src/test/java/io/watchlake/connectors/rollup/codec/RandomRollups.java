package io.watchlake.connectors.rollup.codec;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rollups of one bucket with anything in them, the same for the same seed. */
final class RandomRollups {

  private static final long BUCKET = 5L << 58;
  private static final double[] NUMBERS = {
    0, -0.0, 1.5, -7, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e300
  };

  private final Random random;

  RandomRollups(long seed) {
    random = new Random(seed);
  }

  List<Rollup> next(int count) {
    List<Series> series = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      series.add(series());
    }
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rollups.add(rollup(series.get(random.nextInt(series.size()))));
    }
    return rollups;
  }

  private Rollup rollup(Series series) {
    Resolution resolution = pick(Resolution.values());
    long window = resolution.windowOf(1_700_000_000_000_000_000L + random.nextInt());
    double sum = number();
    boolean single = random.nextBoolean();
    return new Rollup(
        "live",
        series,
        resolution,
        window,
        random.nextInt(3),
        random.nextInt(5) == 0 ? -1 : random.nextInt(100),
        sum,
        single ? sum : number(),
        single ? sum : number(),
        single ? sum : number(),
        random.nextBoolean() ? 0 : window + random.nextInt(1_000_000_000),
        random.nextBoolean(),
        random.nextBoolean() ? null : new Rollup.Increase(number(), random.nextInt(3)),
        distribution(),
        random.nextBoolean() ? null : new Rollup.Sketch("ddsketch", new byte[] {1, 2, -3}),
        random.nextBoolean() ? null : "[{\"value\":1}]");
  }

  private Distribution distribution() {
    return switch (random.nextInt(4)) {
      case 0 -> new Distribution.Buckets(new double[] {number()}, new long[] {count(), count()});
      case 1 ->
          new DistributionPoint.Exponential(
              random.nextInt(30) - 10,
              count(),
              number(),
              random.nextInt(),
              new long[] {count()},
              random.nextInt(),
              new long[] {count(), 0, count()});
      case 2 ->
          new Distribution.Quantiles(new double[] {0, 0.99}, new double[] {number(), number()});
      default -> null;
    };
  }

  private Series series() {
    return new Series(
        BUCKET | random.nextLong() >>> 6,
        random.nextLong(),
        pick("a", "größe", ""),
        pick("", "what it is"),
        pick("", "By"),
        pick(MetricKind.values()),
        pick(Temporality.values()),
        random.nextBoolean(),
        new Resource(pick("shop", "cart"), attributes()),
        random.nextBoolean() ? Scope.EMPTY : new Scope("s", "1", pick("{}", null)),
        attributes());
  }

  private Attributes attributes() {
    return random.nextInt(4) == 0
        ? Attributes.EMPTY
        : new Attributes(
            Map.of("service.name", pick("shop", "cart"), "", ""),
            Map.of("n", random.nextLong()),
            Map.of("d", number()),
            Map.of("b", random.nextBoolean()),
            pick("{\"a\":[1]}", null));
  }

  private long count() {
    return random.nextInt(4) == 0 ? -1 : random.nextInt(300);
  }

  private double number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
