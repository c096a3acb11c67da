package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One that observes and exports as an SDK would, and keeps a record of what it observed. It begins
 * anew now and then, and lowers its scale. An observation n stands for the number 2^((2n+1)/32), so
 * that it lies on no bound of any scale up to 4; sums are of the n, so that they are exact.
 */
final class Sender {

  static final long SECOND = 1_000_000_000L;
  static final double[] BOUNDS = {value(-33), value(0), value(7), value(20)};

  private static final double[] NO_DOUBLES = {};
  private static final long[] NO_LONGS = {};

  /** What a point told for the first time. */
  record Export(DistributionPoint point, List<Integer> observations, boolean isFirst) {}

  final Series series;
  final List<Export> exports = new ArrayList<>();

  private final Random random;
  private final List<Integer> sinceStart = new ArrayList<>();
  private final List<Integer> sinceExport = new ArrayList<>();
  private long start;
  private int scale = 4;

  Sender(MetricKind kind, Temporality temporality, long id, Random random) {
    this.random = random;
    this.series =
        new Series(
            id,
            7,
            "m" + id,
            "",
            "s",
            kind,
            temporality,
            false,
            new Resource("shop", Attributes.EMPTY),
            Scope.EMPTY,
            Attributes.EMPTY);
  }

  /** The number that an observation stands for. */
  static double value(int observation) {
    return Math.pow(2, (2 * observation + 1) / 32.0);
  }

  /** The bucket of an observation at a scale of at most 4. */
  static int index(int observation, int scale) {
    return (2 * observation + 1) >> (5 - scale);
  }

  /** Exports every so often between two times. */
  Sender run(long from, long to) {
    start = random.nextBoolean() ? from : from - 5 * SECOND;
    for (long time = from + random.nextInt(30) * SECOND;
        time < to;
        time += (1 + random.nextInt(30)) * SECOND) {
      for (int i = random.nextInt(6); i > 0; i--) {
        observe(random.nextInt(90) - 40);
      }
      export(time);
      if (random.nextInt(6) == 0) {
        begin(time + 1);
      }
    }
    return this;
  }

  private void observe(int observation) {
    sinceStart.add(observation);
    sinceExport.add(observation);
    if (random.nextInt(9) == 0 && scale > 0) {
      scale--;
    }
  }

  private void begin(long time) {
    sinceStart.clear();
    sinceExport.clear();
    start = time;
    scale = 4;
  }

  private void export(long time) {
    boolean delta = series.temporality() == Temporality.DELTA;
    exports.add(
        new Export(
            point(time, delta ? sinceExport : sinceStart),
            List.copyOf(sinceExport),
            exports.isEmpty()));
    sinceExport.clear();
  }

  private DistributionPoint point(long time, List<Integer> observations) {
    boolean explicit = series.kind() == MetricKind.HISTOGRAM;
    boolean summary = series.kind() == MetricKind.SUMMARY;
    return new DistributionPoint(
        new Origin("otlp_metrics", random.nextInt(2), exports.size(), 0),
        "live",
        series,
        time,
        start,
        0,
        observations.size(),
        (double) observations.stream().mapToInt(n -> n).sum(),
        summary ? null : observations.stream().map(Sender::value).min(Double::compare).orElse(null),
        summary ? null : observations.stream().map(Sender::value).max(Double::compare).orElse(null),
        explicit ? BOUNDS : NO_DOUBLES,
        explicit ? explicit(observations) : NO_LONGS,
        series.kind() == MetricKind.EXPONENTIAL_HISTOGRAM ? exponential(observations, scale) : null,
        summary ? new double[] {0.5} : NO_DOUBLES,
        summary ? new double[] {time} : NO_DOUBLES,
        null);
  }

  static long[] explicit(List<Integer> observations) {
    long[] counts = new long[BOUNDS.length + 1];
    for (int observation : observations) {
      int bucket = 0;
      while (bucket < BOUNDS.length && value(observation) > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket]++;
    }
    return counts;
  }

  static Exponential exponential(List<Integer> observations, int scale) {
    if (observations.isEmpty()) {
      return new Exponential(scale, 0, 0, 0, NO_LONGS, 0, NO_LONGS);
    }
    int first = observations.stream().mapToInt(n -> index(n, scale)).min().orElseThrow();
    int last = observations.stream().mapToInt(n -> index(n, scale)).max().orElseThrow();
    long[] counts = new long[last - first + 1];
    observations.forEach(n -> counts[index(n, scale) - first]++);
    return new Exponential(scale, 0, 0, first, counts, 0, NO_LONGS);
  }
}
