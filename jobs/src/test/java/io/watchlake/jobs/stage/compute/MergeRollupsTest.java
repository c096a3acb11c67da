package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Points through gathering and merging, as operators. */
class MergeRollupsTest {

  private static final long MINUTE = MetricChunk.MINUTE_NANOS;
  private static final long MINUTE_MILLIS = 60_000;
  private static final Duration LATENESS = Duration.ofMinutes(5);

  @Test
  void minutesLeaveWithTheWatermarkAndCorrectionsAtOnce() throws Exception {
    try (var harness = opened()) {
      feed(harness, Points.longs(1, 0, 5).at(1).value(3).build());
      harness.processWatermark(MINUTE_MILLIS - 2);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(MINUTE_MILLIS - 1);
      feed(harness, Points.longs(1, 0, 6).at(2).value(5).build());

      assertThat(harness.extractOutputValues())
          .extracting(Rollup::revision, Rollup::count, Rollup::sum)
          .containsExactly(tuple(0, 1L, 3.0), tuple(1, 2L, 8.0));
      assertThat(messages(harness))
          .extracting(Rollup::revision, Rollup::sum)
          .containsExactly(tuple(0, 3.0), tuple(1, 8.0));
    }
  }

  @Test
  void windowsOfTenSecondsGoToTheTopicAlone() throws Exception {
    try (var harness = opened()) {
      feed(
          harness,
          SeriesSelection.parse("req*"),
          Points.longs(1, 0, 5).at(1).value(3).build(),
          Points.longs(1, 0, 6).at(20_000_000_000L).value(4).build());
      harness.processWatermark(MINUTE_MILLIS);

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(messages(harness))
          .extracting(Rollup::resolution, Rollup::windowUnixNano, Rollup::sum)
          .containsExactlyInAnyOrder(
              tuple(Resolution.TEN_SECONDS, 0L, 3.0),
              tuple(Resolution.TEN_SECONDS, 20_000_000_000L, 4.0),
              tuple(Resolution.MINUTE, 0L, 7.0));
    }
  }

  @Test
  void quantilesAreToldOfTheSeriesAskedForByMinuteAndHour() throws Exception {
    try (var harness = opened()) {
      for (int i = 1; i <= 100; i++) {
        feed(
            harness,
            SeriesSelection.parse("req*"),
            Points.longs(1, 0, i).at(i * 1_000_000_000L).value(i).build());
      }
      feed(harness, Points.longs(2, 0, 5).at(1).value(3).build());
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(harness.extractOutputValues())
          .extracting(
              rollup -> rollup.series().id(),
              rollup ->
                  rollup.sketch() == null ? 0 : ValueSketch.of(rollup.sketch().bytes()).count())
          .containsExactlyInAnyOrder(tuple(1L, 59L), tuple(1L, 41L), tuple(2L, 0L));
      assertThat(side(harness, MergeRollups.HOURS))
          .filteredOn(hour -> hour.series().id() == 1)
          .singleElement()
          .satisfies(
              hour -> {
                assertThat(ValueSketch.of(hour.sketch().bytes()).count()).isEqualTo(100);
                assertThat(ValueSketch.quantile(hour.sketch(), 0.5).orElseThrow())
                    .isBetween(49.0, 52.0);
              });
    }
  }

  @Test
  void anExemplarOfTheLargestValueIsToldByMinuteAndHour() throws Exception {
    try (var harness = opened()) {
      feed(
          harness,
          Points.longs(1, 0, 5).at(1).value(3).exemplars("[{\"value\":3}]").build(),
          Points.longs(1, 0, 6).at(2).value(9).exemplars("[{\"value\":9}]").build(),
          Points.longs(1, 0, 7).at(3).value(5).build());
      harness.processWatermark(Long.MAX_VALUE);

      assertThat(harness.extractOutputValues())
          .extracting(Rollup::exemplarsJson)
          .containsExactly("[{\"value\":9}]");
      assertThat(messages(harness))
          .extracting(Rollup::exemplarsJson)
          .containsExactly("[{\"value\":9}]");
      assertThat(side(harness, MergeRollups.HOURS))
          .extracting(Rollup::exemplarsJson)
          .containsExactly("[{\"value\":9}]");
    }
  }

  @Test
  void whatComesAfterTheLatenessIsLateWithItsOrigin() throws Exception {
    try (var harness = opened()) {
      feed(harness, Points.longs(1, 0, 5).at(1).build());
      harness.processWatermark(MINUTE_MILLIS + LATENESS.toMillis());
      feed(harness, Points.longs(1, 3, 9).at(1).build());

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(side(harness, MergeRollups.LATE))
          .extracting(LateRollup::partition, LateRollup::offsetFirst, LateRollup::points)
          .containsExactly(tuple(3, 9L, 1));
    }
  }

  @Test
  void stateIsRestoredAtAnotherParallelismAndIsGoneAtTheEndOfTime() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      for (int bucket = 0; bucket < Rollup.BUCKETS; bucket++) {
        feed(harness, Points.longs((long) bucket << 58, 0, 5).at(1).value(3).build());
      }
      assertThat(harness.numKeyedStateEntries()).isEqualTo(2 * Rollup.BUCKETS);
      state = harness.snapshot(1, 1);
    }
    List<Long> hours = new ArrayList<>();
    for (int task = 0; task < 2; task++) {
      try (var harness = harness(2, task)) {
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

  private static KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> opened()
      throws Exception {
    var harness = harness(1, 0);
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> harness(
      int parallelism, int task) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new MergeRollups(LATENESS, null)),
        batch -> BucketKeys.key(batch.bucket()),
        Types.INT,
        BucketKeys.MAX_PARALLELISM,
        parallelism,
        task);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> harness,
      NumberPoint... points)
      throws Exception {
    feed(harness, SeriesSelection.NONE, points);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> harness,
      SeriesSelection tenSeconds,
      NumberPoint... points)
      throws Exception {
    try (var gather =
        new OneInputStreamOperatorTestHarness<>(
            new GatherChunks(1_000, tenSeconds, tenSeconds, AskedFor.NOBODY))) {
      gather.open();
      for (NumberPoint point : points) {
        gather.processElement(new StreamRecord<>(Points.batch(point), 0));
      }
      gather.prepareSnapshotPreBarrier(1);
      for (StreamRecord<PartialBatch> batch : gather.getSideOutput(GatherChunks.PARTIALS)) {
        harness.processElement(batch);
      }
    }
  }

  private static List<Rollup> messages(
      KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> harness) {
    return side(harness, MergeRollups.MESSAGES).stream()
        .flatMap(message -> RollupCodec.decode(message.bytes()).stream())
        .toList();
  }

  private static <T> List<T> side(
      KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> harness,
      OutputTag<T> tag) {
    var output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }
}
