package io.watchlake.jobs.stage.rollup.distribution;

import static io.watchlake.jobs.stage.rollup.distribution.Sender.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.rollup.RollupOutput;
import io.watchlake.model.telemetry.Distribution.Buckets;
import io.watchlake.model.telemetry.Distribution.Quantiles;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.DistributionPoint.Exponential;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Temporality;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a series' windows tell, of any points in any order, against what was really observed. */
class DistributionSeriesTest {

  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long LATENESS = 5 * MINUTE;

  /** The tellings of all windows, the newest of each by its name. */
  private static final class Told implements RollupOutput {
    final Map<String, Rollup> newest = new TreeMap<>();
    final List<Rollup> all = new ArrayList<>();

    @Override
    public void told(SeriesBytes series, Rollup rollup) {
      all.add(rollup);
      String window = rollup.resolution().code() + " " + rollup.windowUnixNano();
      Rollup before = newest.put(window, rollup);
      assertThat(rollup.revision()).isEqualTo(before == null ? 0 : before.revision() + 1);
    }

    @Override
    public void late(LateRollup late) {
      throw new AssertionError(late);
    }

    @Override
    public void wake(long unixNano) {}

    List<Rollup> of(Resolution resolution) {
      return newest.values().stream()
          .filter(rollup -> rollup.resolution() == resolution)
          .sorted(Comparator.comparingLong(Rollup::windowUnixNano))
          .toList();
    }
  }

  @Property(tries = 300)
  void neitherOrderNorPartingNorARestartChangesWhatIsTold(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Sender sender = sender(random).run(HOUR, HOUR + 3 * MINUTE);
    List<DistributionPoint> points =
        new ArrayList<>(sender.exports.stream().map(Sender.Export::point).toList());
    if (points.isEmpty()) {
      return;
    }
    Told inOrder = run(points, random, false);
    Collections.shuffle(points, random);
    Told outOfOrder = run(points, random, true);

    assertThat(outOfOrder.newest.keySet()).isEqualTo(inOrder.newest.keySet());
    inOrder.newest.forEach(
        (window, rollup) ->
            assertThat(outOfOrder.newest.get(window))
                .as(window)
                .usingRecursiveComparison()
                .ignoringFields("revision")
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(rollup));
  }

  @Property(tries = 300)
  void whatIsToldIsWhatWasObserved(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Sender sender = sender(random).run(HOUR, HOUR + 3 * MINUTE);
    List<DistributionPoint> points =
        new ArrayList<>(sender.exports.stream().map(Sender.Export::point).toList());
    if (points.isEmpty()) {
      return;
    }
    Collections.shuffle(points, random);
    Told told = run(points, random, true);

    for (Resolution resolution : Resolution.values()) {
      Map<Long, List<Sender.Export>> windows = new TreeMap<>();
      for (Sender.Export export : sender.exports) {
        windows
            .computeIfAbsent(
                resolution.windowOf(export.point().timeUnixNano()), start -> new ArrayList<>())
            .add(export);
      }
      List<Rollup> rollups = told.of(resolution);
      assertThat(rollups)
          .extracting(Rollup::windowUnixNano)
          .containsExactlyElementsOf(windows.keySet());
      rollups.forEach(rollup -> assertTrue(rollup, windows.get(rollup.windowUnixNano())));
    }
  }

  private static void assertTrue(Rollup rollup, List<Sender.Export> exports) {
    // The hour is made of minutes: what was lost to the first minute is lost to it too.
    Resolution counted =
        rollup.resolution() == Resolution.HOUR ? Resolution.MINUTE : rollup.resolution();
    List<Integer> observed = new ArrayList<>();
    for (Sender.Export export : exports) {
      DistributionPoint point = export.point();
      boolean isTotal = point.series().temporality() != Temporality.DELTA;
      boolean unknown =
          export.isFirst()
              && isTotal
              && point.startUnixNano() < counted.windowOf(point.timeUnixNano());
      if (!unknown) {
        observed.addAll(export.observations());
      }
    }
    assertThat(rollup.count()).isEqualTo(observed.size());
    assertThat(rollup.sum()).isEqualTo(observed.stream().mapToInt(n -> n).sum());
    DistributionPoint last = exports.get(exports.size() - 1).point();
    assertThat(rollup.lastUnixNano()).isEqualTo(last.timeUnixNano());
    Double min = observed.stream().mapToDouble(Sender::value).min().orElse(Double.NaN);
    Double max = observed.stream().mapToDouble(Sender::value).max().orElse(Double.NaN);
    if (last.series().temporality() == Temporality.DELTA) {
      assertThat(rollup.min()).isEqualTo(min);
      assertThat(rollup.max()).isEqualTo(max);
    } else {
      assertThat(rollup.min()).matches(told -> told.isNaN() || told.equals(min));
      assertThat(rollup.max()).matches(told -> told.isNaN() || told.equals(max));
    }
    switch (rollup.series().kind()) {
      case HISTOGRAM -> {
        assertThat(((Buckets) rollup.distribution()).bounds()).isEqualTo(Sender.BOUNDS);
        assertThat(((Buckets) rollup.distribution()).counts()).isEqualTo(Sender.explicit(observed));
      }
      case EXPONENTIAL_HISTOGRAM -> {
        Exponential buckets = (Exponential) rollup.distribution();
        assertThat(buckets)
            .usingRecursiveComparison()
            .isEqualTo(Sender.exponential(observed, buckets.scale()));
      }
      default ->
          assertThat(((Quantiles) rollup.distribution()).values())
              .containsExactly(last.timeUnixNano());
    }
  }

  @Example
  void ofWhatHasNoTemporalityTheNewestPointCounts() throws IOException {
    Sender sender =
        new Sender(MetricKind.HISTOGRAM, Temporality.UNSPECIFIED, 1, new Random(3))
            .run(HOUR, HOUR + MINUTE);
    List<DistributionPoint> points = sender.exports.stream().map(Sender.Export::point).toList();
    DistributionPoint newest = points.get(points.size() - 1);

    for (Resolution resolution : List.of(Resolution.MINUTE, Resolution.HOUR)) {
      assertThat(run(points, new Random(1), false).of(resolution))
          .singleElement()
          .satisfies(
              rollup -> {
                assertThat(rollup.count()).isEqualTo(newest.count());
                assertThat(((Buckets) rollup.distribution()).counts())
                    .isEqualTo(newest.bucketCounts());
              });
    }
  }

  @Example
  void aLatePointOfATotalCorrectsTheWindowAfterItAndTheFlagEndsTheSeries() throws IOException {
    SeriesPool pool = new SeriesPool();
    Told told = new Told();
    DistributionPoint first = total(10 * SECOND, 0, 3, 1);
    DistributionSeries series = DistributionSeries.of("live", first.series(), pool);
    add(series, first, 0, told);
    add(series, total(2 * MINUTE, 0, 9, 2), 0, told);
    add(series, total(2 * MINUTE + 1, 1, 0, 0), 0, told);
    series.advance(3 * MINUTE, LATENESS, pool, told);
    add(series, total(MINUTE, 0, 5, 1), 3 * MINUTE, told);

    List<Rollup> minutes =
        told.all.stream().filter(rollup -> rollup.resolution() == Resolution.MINUTE).toList();
    assertThat(minutes)
        .extracting(Rollup::windowUnixNano, Rollup::revision, Rollup::count, Rollup::stale)
        .containsExactly(
            tuple(0L, 0, 0L, false),
            tuple(2 * MINUTE, 0, 6L, true),
            tuple(MINUTE, 0, 2L, false),
            tuple(2 * MINUTE, 1, 4L, true));
    assertThat(minutes.get(3).exemplarsJson()).isEqualTo("[{\"value\":9}]");
    series.advance(4 * HOUR, LATENESS, pool, told);
    assertThat(told.of(Resolution.HOUR))
        .extracting(Rollup::count, Rollup::stale)
        .containsExactly(tuple(6L, true));
    assertThat(series.isForgotten(4 * HOUR)).isTrue();
  }

  private static DistributionPoint total(long time, int flags, long count, long low) {
    DistributionPoint any =
        new Sender(MetricKind.HISTOGRAM, Temporality.CUMULATIVE, 1, new Random(1))
            .run(0, MINUTE)
            .exports
            .get(0)
            .point();
    return new DistributionPoint(
        any.origin(),
        "live",
        any.series(),
        time,
        0,
        flags,
        count,
        (double) count,
        null,
        null,
        new double[] {1},
        new long[] {low, count - low},
        null,
        new double[0],
        new double[0],
        "[{\"value\":" + count + "}]");
  }

  private static Sender sender(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Sender(MetricKind.HISTOGRAM, Temporality.DELTA, 1, random);
      case 1 -> new Sender(MetricKind.HISTOGRAM, Temporality.CUMULATIVE, 1, random);
      case 2 -> new Sender(MetricKind.EXPONENTIAL_HISTOGRAM, Temporality.DELTA, 1, random);
      case 3 -> new Sender(MetricKind.EXPONENTIAL_HISTOGRAM, Temporality.CUMULATIVE, 1, random);
      default -> new Sender(MetricKind.SUMMARY, Temporality.UNSPECIFIED, 1, random);
    };
  }

  private static Told run(List<DistributionPoint> points, Random random, boolean restart)
      throws IOException {
    SeriesPool pool = new SeriesPool();
    DistributionSeries series = DistributionSeries.of("live", points.get(0).series(), pool);
    Told told = new Told();
    long now = HOUR;
    for (DistributionPoint point : points) {
      add(series, point, now, told);
      if (random.nextInt(4) == 0) {
        now = Math.min(HOUR + 5 * MINUTE, now + random.nextInt(3) * MINUTE);
        series.advance(now, LATENESS, pool, told);
      }
      if (restart && random.nextBoolean()) {
        series = random.nextBoolean() ? restored(series) : series.copy();
      }
    }
    series.advance(Long.MAX_VALUE, LATENESS, pool, told);
    assertThat(series.isForgotten(Long.MAX_VALUE)).isTrue();
    return told;
  }

  private static void add(
      DistributionSeries series, DistributionPoint point, long now, RollupOutput out) {
    SeriesPool pool = new SeriesPool();
    series.add(point, Resolution.MINUTE, now, LATENESS, pool, out);
    series.add(point, Resolution.TEN_SECONDS, now, LATENESS, pool, out);
  }

  private static DistributionSeries restored(DistributionSeries series) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    series.write(new DataOutputStream(bytes));
    DistributionSeries read =
        DistributionSeries.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    read.write(new DataOutputStream(again));
    assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
    return read;
  }
}
