package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Windows of histograms as the operator makes them. */
class RollupDistributionsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE_MILLIS = 60_000;
  private static final Duration LATENESS = Duration.ofMinutes(5);

  @Test
  void minutesLeaveWithTheWatermarkAndCorrectionsAtOnce() throws Exception {
    try (var harness = harness(SeriesSelection.NONE, 1, 0)) {
      harness.open();
      feed(harness, point(1, 1 * SECOND, 2, 1));
      harness.processWatermark(MINUTE_MILLIS - 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(MINUTE_MILLIS - 1);
      feed(harness, point(1, 2 * SECOND, 0, 4));

      assertThat(harness.extractOutputValues())
          .extracting(Rollup::revision, Rollup::count, Rollup::sum)
          .containsExactly(tuple(0, 3L, 3.0), tuple(1, 7L, 7.0));
      assertThat(messages(harness))
          .extracting(Rollup::revision, RollupDistributionsTest::counts)
          .containsExactly(tuple(0, List.of(2L, 1L)), tuple(1, List.of(2L, 5L)));
      assertThat(messages(harness).get(0).series().attributes().strings())
          .containsEntry("route", "/pay");
    }
  }

  @Test
  void windowsOfTenSecondsAreOfTheSeriesAskedForAndGoToTheTopicAlone() throws Exception {
    try (var harness = harness(SeriesSelection.parse("latency{route=/pay}"), 1, 0)) {
      harness.open();
      feed(harness, point(1, 1 * SECOND, 2, 1), point(1, 20 * SECOND, 1, 0));
      harness.processWatermark(MINUTE_MILLIS);

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(messages(harness))
          .extracting(Rollup::resolution, Rollup::windowUnixNano, Rollup::count)
          .containsExactlyInAnyOrder(
              tuple(Resolution.TEN_SECONDS, 0L, 3L),
              tuple(Resolution.TEN_SECONDS, 20 * SECOND, 1L),
              tuple(Resolution.MINUTE, 0L, 4L));
    }
  }

  @Test
  void whoAsksGetsWholeWindowsOfTenSecondsAndNoMoreAfterwards() throws Exception {
    AskedInTest asked = new AskedInTest();
    try (var harness = harness(SeriesSelection.NONE, asked, 1, 0)) {
      harness.open();
      feed(harness, point(1, 1 * SECOND, 2, 1));
      asked.ask("latency{route=\"/pay\"}");
      feed(harness, point(1, 2 * SECOND, 1, 0), point(1, 61 * SECOND, 1, 0));
      asked.endAll();
      feed(harness, point(1, 121 * SECOND, 1, 0));
      harness.processWatermark(4 * MINUTE_MILLIS);

      assertThat(messages(harness))
          .filteredOn(rollup -> rollup.resolution() == Resolution.TEN_SECONDS)
          .extracting(Rollup::windowUnixNano)
          .containsExactly(60 * SECOND);
    }
  }

  @Test
  void whatComesAfterTheLatenessIsLateWithItsOrigin() throws Exception {
    try (var harness = harness(SeriesSelection.NONE, 1, 0)) {
      harness.open();
      harness.processWatermark(MINUTE_MILLIS + LATENESS.toMillis());
      feed(harness, point(1, 1 * SECOND, 2, 1));

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(side(harness, MergeRollups.LATE))
          .extracting(
              LateRollup::partition,
              LateRollup::offsetFirst,
              LateRollup::points,
              late -> late.rollup().count())
          .containsExactly(tuple(3, 9L, 1, 3L));
    }
  }

  @Test
  void stateIsRestoredAtAnotherParallelismAndIsGoneAtTheEndOfTime() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(SeriesSelection.NONE, 1, 0)) {
      harness.open();
      for (int bucket = 0; bucket < Rollup.BUCKETS; bucket++) {
        feed(harness, point((long) bucket << 58, 1 * SECOND, 2, 1));
      }
      assertThat(harness.numKeyedStateEntries()).isEqualTo(Rollup.BUCKETS);
      state = harness.snapshot(1, 1);
    }
    List<Long> hours = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      try (var harness = harness(SeriesSelection.NONE, 2, task)) {
        harness.initializeState(
            KeyedOneInputStreamOperatorTestHarness.repartitionOperatorState(
                state, BucketKeys.MAX_PARALLELISM, 1, 2, task));
        harness.open();
        harness.processWatermark(Long.MAX_VALUE);
        side(harness, MergeRollups.HOURS).forEach(hour -> hours.add(hour.series().id()));
        assertThat(harness.extractOutputValues()).hasSize(Rollup.BUCKETS / 2);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
      }
    }
    assertThat(hours)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, Rollup.BUCKETS).mapToObj(bucket -> (long) bucket << 58).toList());
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness(
      SeriesSelection tenSeconds, int parallelism, int task) throws Exception {
    return harness(tenSeconds, AskedFor.NOBODY, parallelism, task);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness(
      SeriesSelection tenSeconds, AskedFor asked, int parallelism, int task) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RollupDistributions(tenSeconds, asked, LATENESS, null)),
            point -> BucketKeys.key(Rollup.bucketOf(point.series().id())),
            Types.INT,
            BucketKeys.MAX_PARALLELISM,
            parallelism,
            task);
    harness.setup(TelemetryTypes.ROLLUP.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness,
      DistributionPoint... points)
      throws Exception {
    for (DistributionPoint point : points) {
      harness.processElement(new StreamRecord<>(point, point.timeUnixNano() / 1_000_000));
    }
  }

  private static DistributionPoint point(long series, long time, long low, long high) {
    return new DistributionPoint(
        new Origin("otlp_metrics", 3, 9, 0),
        "live",
        new Series(
            series,
            7,
            "latency",
            "",
            "s",
            MetricKind.HISTOGRAM,
            Temporality.DELTA,
            false,
            new Resource("shop", Attributes.EMPTY),
            Scope.EMPTY,
            new Attributes(Map.of("route", "/pay"), Map.of(), Map.of(), Map.of(), null)),
        time,
        0,
        0,
        low + high,
        (double) (low + high),
        null,
        null,
        new double[] {1},
        new long[] {low, high},
        null,
        new double[0],
        new double[0],
        null);
  }

  private static List<Long> counts(Rollup rollup) {
    return IntStream.range(0, 2)
        .mapToObj(i -> ((Distribution.Buckets) rollup.distribution()).counts()[i])
        .toList();
  }

  private static List<Rollup> messages(
      KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness) {
    return side(harness, MergeRollups.MESSAGES).stream()
        .flatMap(message -> RollupCodec.decode(message.bytes()).stream())
        .toList();
  }

  private static <T> List<T> side(
      KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup> harness,
      OutputTag<T> tag) {
    var output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }
}
