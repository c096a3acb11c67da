package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a bucket tells, of any points in any order, against sums that are made plainly. */
class RollupBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long LATENESS = 5 * MINUTE;

  /** A point, and when event time is when it comes. */
  private record Point(Series series, long time, double value, long start, int partition) {}

  /** The tellings of all windows, the newest of each by its name. */
  private static final class Told implements RollupOutput {
    final Map<String, Rollup> newest = new TreeMap<>();
    final List<Rollup> all = new ArrayList<>();
    final List<LateRollup> late = new ArrayList<>();

    @Override
    public void told(SeriesBytes series, Rollup rollup) {
      assertThat(series.id()).isEqualTo(rollup.series().id());
      all.add(rollup);
      Rollup before = newest.put(window(rollup), rollup);
      assertThat(rollup.revision()).isEqualTo(before == null ? 0 : before.revision() + 1);
    }

    @Override
    public void late(LateRollup lateRollup) {
      late.add(lateRollup);
    }

    @Override
    public void wake(long unixNano) {}

    private static String window(Rollup rollup) {
      return rollup.resolution().code()
          + " "
          + rollup.windowUnixNano()
          + " "
          + rollup.series().id();
    }

    /** What the windows say, whatever their revision. */
    Map<String, String> content() {
      Map<String, String> content = new TreeMap<>();
      newest.forEach(
          (name, r) ->
              content.put(
                  name,
                  String.join(
                      " ",
                      String.valueOf(r.count()),
                      String.valueOf(r.sum()),
                      String.valueOf(r.min()),
                      String.valueOf(r.max()),
                      String.valueOf(r.last()),
                      String.valueOf(r.lastUnixNano()),
                      String.valueOf(r.increase()),
                      quantiles(r),
                      String.valueOf(r.exemplarsJson()))));
      return content;
    }

    private static String quantiles(Rollup rollup) {
      return ValueSketch.quantile(rollup.sketch(), 0.25)
          + " "
          + ValueSketch.quantile(rollup.sketch(), 0.75);
    }
  }

  @Test
  void aWindowIsToldWhenItsTimeHasPassedAndCorrectedWithinTheLateness() throws IOException {
    Series gauge = series(1, MetricKind.GAUGE, Temporality.UNSPECIFIED, false);
    RollupBucket bucket = new RollupBucket();
    Told told = new Told();

    bucket.add(batch(List.of(point(gauge, 5 * SECOND, 2))), 0, LATENESS, told);
    bucket.advance("live", MINUTE - 1, LATENESS, told);
    assertThat(told.all).isEmpty();
    bucket.advance("live", MINUTE, LATENESS, told);
    assertThat(told.all).extracting(Rollup::revision, Rollup::sum).containsExactly(tuple(0, 2.0));

    bucket.add(batch(List.of(point(gauge, 7 * SECOND, 3))), 3 * MINUTE, LATENESS, told);
    assertThat(told.all)
        .extracting(Rollup::revision, Rollup::sum)
        .containsExactly(tuple(0, 2.0), tuple(1, 5.0));

    bucket.advance("live", MINUTE + LATENESS, LATENESS, told);
    bucket.add(batch(List.of(point(gauge, 8 * SECOND, 4))), MINUTE + LATENESS, LATENESS, told);
    assertThat(told.all).hasSize(2);
    assertThat(told.late)
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.points()).isEqualTo(1);
              assertThat(late.rollup().sum()).isEqualTo(4);
              assertThat(late.rollup().series().metric()).isEqualTo("m1");
            });
  }

  @Test
  void aLatePointOfACounterCorrectsTheWindowAfterIt() throws IOException {
    Series counter = series(1, MetricKind.SUM, Temporality.CUMULATIVE, true);
    RollupBucket bucket = new RollupBucket();
    Told told = new Told();
    bucket.add(
        batch(List.of(point(counter, 0, 10), point(counter, 2 * MINUTE, 18))), 0, LATENESS, told);
    bucket.advance("live", 3 * MINUTE, LATENESS, told);
    assertThat(increases(told)).containsExactly(0.0, 8.0);

    bucket.add(batch(List.of(point(counter, MINUTE, 15))), 3 * MINUTE, LATENESS, told);
    assertThat(told.content()).hasSize(3);
    assertThat(told.newest.values())
        .extracting(Rollup::windowUnixNano, rollup -> rollup.increase().value())
        .containsExactlyInAnyOrder(tuple(0L, 0.0), tuple(MINUTE, 5.0), tuple(2 * MINUTE, 3.0));
  }

  @Test
  void anHourIsTheSumOfItsMinutesAndStateIsGoneAfterASilence() throws IOException {
    Series counter = series(1, MetricKind.SUM, Temporality.CUMULATIVE, true);
    RollupBucket bucket = new RollupBucket();
    Told told = new Told();
    for (int minute = 0; minute < 70; minute++) {
      bucket.add(
          batch(List.of(point(counter, minute * MINUTE, minute))), minute * MINUTE, LATENESS, told);
      bucket.advance("live", minute * MINUTE, LATENESS, told);
    }
    assertThat(bucket.isEmpty()).isFalse();
    bucket.advance("live", 5 * HOUR, LATENESS, told);

    assertThat(bucket.isEmpty()).isTrue();
    assertThat(told.all)
        .filteredOn(rollup -> rollup.resolution() == Resolution.HOUR)
        .extracting(Rollup::count, Rollup::last, rollup -> rollup.increase().value())
        .containsExactly(tuple(60L, 59.0, 59.0), tuple(10L, 69.0, 10.0));
  }

  @Test
  void withinTheLatenessNeitherOrderNorPartingNorARestartChangesWhatIsTold() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Point> points = points(random);

      Told inOrder = run(points, random, false, 1);
      List<Point> shuffled = new ArrayList<>(points);
      Collections.shuffle(shuffled, random);
      Told outOfOrder = run(shuffled, random, true, 1 + random.nextInt(6));

      assertThat(inOrder.late).isEmpty();
      assertThat(outOfOrder.late).isEmpty();
      assertThat(outOfOrder.content()).as("seed %d", seed).isEqualTo(inOrder.content());
      assertThat(inOrder.content()).as("seed %d", seed).containsAllEntriesOf(plainly(points));
    }
  }

  /** All points within three minutes, so that no order makes any of them too late. */
  private static List<Point> points(Random random) {
    List<Series> series =
        List.of(
            series(1, MetricKind.GAUGE, Temporality.UNSPECIFIED, false),
            series(2, MetricKind.SUM, Temporality.CUMULATIVE, true),
            series(3, MetricKind.SUM, Temporality.DELTA, true),
            series(4, MetricKind.SUM, Temporality.CUMULATIVE, false),
            series(5, MetricKind.SUM, Temporality.CUMULATIVE, true));
    List<Point> points = new ArrayList<>();
    for (Series of : series) {
      double value = random.nextInt(50);
      long start = 0;
      for (long time = random.nextInt(30); time < 180; time += 1 + random.nextInt(30)) {
        if (random.nextInt(5) == 0) {
          value = random.nextInt(5);
          start = random.nextBoolean() ? 0 : HOUR + time * SECOND - 1;
        }
        value += random.nextInt(20) / 4.0;
        points.add(new Point(of, HOUR + time * SECOND, value, start, random.nextInt(2)));
      }
    }
    points.sort(Comparator.comparingLong(Point::time));
    return points;
  }

  private static Told run(List<Point> points, Random random, boolean restart, int batches)
      throws IOException {
    RollupBucket bucket = new RollupBucket();
    Told told = new Told();
    long now = HOUR;
    // What a checkpoint still writes while the job goes on with a copy.
    Map<RollupBucket, byte[]> left = new HashMap<>();
    int size = Math.max(1, points.size() / batches);
    for (int from = 0; from < points.size(); from += size) {
      bucket.add(
          batch(points.subList(from, Math.min(points.size(), from + size))), now, LATENESS, told);
      now = Math.min(HOUR + 5 * MINUTE, now + random.nextInt(3) * MINUTE);
      bucket.advance("live", now, LATENESS, told);
      if (restart) {
        left.put(bucket, bytes(bucket));
        bucket = random.nextBoolean() ? restored(bucket) : bucket.copy();
      }
    }
    bucket.advance("live", Long.MAX_VALUE, LATENESS, told);
    assertThat(bucket.isEmpty()).isTrue();
    for (Map.Entry<RollupBucket, byte[]> one : left.entrySet()) {
      assertThat(bytes(one.getKey())).isEqualTo(one.getValue());
    }
    return told;
  }

  /** Minutes without increases, of one loop over all points. */
  private static Map<String, String> plainly(List<Point> points) {
    Map<String, List<Point>> windows = new HashMap<>();
    for (Point point : points) {
      if (point.series().id() == id(1) || point.series().id() == id(4)) {
        long window = Resolution.MINUTE.windowOf(point.time());
        windows
            .computeIfAbsent("1m " + window + " " + point.series().id(), key -> new ArrayList<>())
            .add(point);
      }
    }
    Map<String, String> content = new HashMap<>();
    windows.forEach(
        (name, inWindow) -> {
          Point last = inWindow.get(inWindow.size() - 1);
          content.put(
              name,
              String.join(
                  " ",
                  String.valueOf(inWindow.size()),
                  String.valueOf(inWindow.stream().mapToDouble(Point::value).sum()),
                  String.valueOf(inWindow.stream().mapToDouble(Point::value).min().orElseThrow()),
                  String.valueOf(inWindow.stream().mapToDouble(Point::value).max().orElseThrow()),
                  String.valueOf(last.value()),
                  String.valueOf(last.time()),
                  "null",
                  quantile(inWindow, 0.25) + " " + quantile(inWindow, 0.75),
                  exemplar(
                      inWindow.stream()
                          .max(
                              Comparator.comparingDouble(Point::value)
                                  .thenComparingLong(Point::time))
                          .orElseThrow())));
        });
    return content;
  }

  /** Each point has one, and a window that of its largest value. */
  private static String exemplar(Point of) {
    return "[{\"time_unix_nano\":%d,\"value\":%s}]".formatted(of.time(), of.value());
  }

  private static OptionalDouble quantile(List<Point> points, double quantile) {
    ValueSketch.Builder sketch = new ValueSketch.Builder();
    points.forEach(point -> sketch.add(point.value()));
    return OptionalDouble.of(sketch.build().quantile(quantile));
  }

  private static List<Double> increases(Told told) {
    return told.all.stream().map(rollup -> rollup.increase().value()).toList();
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private static Point point(Series series, long time, double value) {
    return new Point(series, time, value, 0, 0);
  }

  private static PartialBatch batch(List<Point> points) throws IOException {
    PartialBatch batch = new PartialBatch(0, "otlp_metrics", "live");
    for (Point point : points) {
      batch.define(SeriesBytes.of(point.series()));
      batch.begin(
          point.series().id(), Resolution.MINUTE.windowOf(point.time()), false, point.partition());
      batch.origin(7);
      batch.value(point.time(), point.value());
      batch.exemplars(exemplar(point));
      if (!point.series().monotonic()) {
        batch.sketch(new ValueSketch.Builder().add(point.value()).build());
      }
      if (point.series().monotonic() && point.series().temporality() == Temporality.CUMULATIVE) {
        batch.counter(Counters.of(point.time(), point.value(), point.start()), Counters.WIDTH);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    batch.write(new DataOutputStream(bytes));
    return PartialBatch.read(
        PartialBatch.VERSION, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static RollupBucket restored(RollupBucket bucket) throws IOException {
    byte[] bytes = bytes(bucket);
    RollupBucket read =
        RollupBucket.read(
            RollupBucket.VERSION, new DataInputStream(new ByteArrayInputStream(bytes)));
    assertThat(bytes(read)).isEqualTo(bytes);
    return read;
  }

  private static byte[] bytes(RollupBucket bucket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bucket.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static long id(int number) {
    return number;
  }

  private static Series series(
      int number, MetricKind kind, Temporality temporality, boolean monotonic) {
    return new Series(
        id(number),
        7,
        "m" + number,
        "",
        "",
        kind,
        temporality,
        monotonic,
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        Attributes.EMPTY);
  }
}
