package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Map;
import java.util.Random;

/** A series of a gauge, and windows of it. */
final class Gauge {

  /** 2026-01-01T00:00:00Z, nanoseconds since the epoch. */
  static final long START = 1_767_225_600_000_000_000L;

  private final Series series;

  Gauge(long id, String metric) {
    series =
        new Series(
            id,
            id,
            metric,
            "",
            "s",
            MetricKind.GAUGE,
            Temporality.UNSPECIFIED,
            false,
            new Resource(
                "shop",
                new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
            Scope.EMPTY,
            new Attributes(Map.of("till", "till-" + id), Map.of(), Map.of(), Map.of(), null));
  }

  Series series() {
    return series;
  }

  /** The window of a minute, counted from {@link #START}. */
  Rollup minute(int index, double value) {
    return window(Resolution.MINUTE, START + index * Resolution.MINUTE.nanos(), 0, value);
  }

  Rollup window(Resolution resolution, long windowUnixNano, int revision, double value) {
    boolean none = Double.isNaN(value);
    return rollup(resolution, windowUnixNano, revision, none ? 0 : 1, value, null);
  }

  Rollup rollup(
      Resolution resolution,
      long windowUnixNano,
      int revision,
      long count,
      double sum,
      Rollup.Increase increase) {
    return new Rollup(
        "live",
        series,
        resolution,
        windowUnixNano,
        revision,
        count,
        sum,
        sum,
        sum,
        sum,
        count == 0 ? 0 : windowUnixNano,
        false,
        increase,
        null,
        null,
        null);
  }

  /** A daily course with noise and a few jumps, a value a minute. */
  static double[] values(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          100 + 30 * StrictMath.sin(2 * StrictMath.PI * i / 1440) + 4 * random.nextGaussian();
    }
    for (int i = 400; i < length; i += 397) {
      values[i] += 200;
    }
    return values;
  }
}
