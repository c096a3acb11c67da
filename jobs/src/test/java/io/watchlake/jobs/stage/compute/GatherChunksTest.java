package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GatherChunksTest {

  private static final long MINUTE = MetricChunk.MINUTE_NANOS;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void pointsOfASeriesAndMinuteBecomeOneChunkBeforeTheBarrier() throws Exception {
    try (var harness = harness(100)) {
      feed(harness, Points.longs(1, 0, 10).at(5).value(7).build());
      feed(harness, Points.longs(1, 0, 12).at(MINUTE - 1).value(-8).build());
      assertThat(chunks(harness)).isEmpty();

      harness.prepareSnapshotPreBarrier(1);

      assertThat(chunks(harness)).hasSize(1);
      MetricChunk chunk = chunks(harness).get(0);
      assertThat(chunk.times()).containsExactly(5, MINUTE - 1);
      assertThat(chunk.bits()).containsExactly(7, -8);
      assertThat(chunk.offsetFirst()).isEqualTo(10);
      assertThat(chunk.offsetLast()).isEqualTo(12);
      assertThat(chunk.minuteUnixNano()).isZero();
      assertThat(chunk.startTimes()).isNull();
      assertThat(chunk.flags()).isNull();
      assertThat(chunk.exemplarsJson()).isNull();
    }
  }

  @Test
  void seriesPartitionMinuteAndKindOfValueAreKeptApart() throws Exception {
    try (var harness = harness(100)) {
      feed(harness, Points.longs(1, 0, 1).build());
      feed(harness, Points.longs(2, 0, 1).build());
      feed(harness, Points.longs(1, 1, 1).build());
      feed(harness, Points.longs(1, 0, 1).at(MINUTE).build());
      feed(harness, Points.doubles(1, 0, 1).build());
      harness.prepareSnapshotPreBarrier(1);
      assertThat(chunks(harness)).hasSize(5).allMatch(chunk -> chunk.size() == 1);
    }
  }

  @Test
  void rareColumnsAreThereWhereOnePointHasThem() throws Exception {
    try (var harness = harness(100)) {
      for (int i = 0; i < 5; i++) {
        feed(harness, Points.longs(1, 0, i).build());
      }
      feed(harness, Points.longs(1, 0, 5).start(3).flags(1).exemplars("[5]").build());
      feed(harness, Points.longs(1, 0, 6).build());
      harness.prepareSnapshotPreBarrier(1);
      MetricChunk chunk = chunks(harness).get(0);
      assertThat(chunk.startTimes()).containsExactly(0, 0, 0, 0, 0, 3, 0);
      assertThat(chunk.flags()).containsExactly(0, 0, 0, 0, 0, 1, 0);
      assertThat(chunk.exemplarsJson()).containsExactly(null, null, null, null, null, "[5]", null);
    }
  }

  @Test
  void whoAsksGetsWholeWindowsOfTenSecondsAndNoMoreAfterwards() throws Exception {
    AskedInTest asked = new AskedInTest();
    try (var harness =
        new OneInputStreamOperatorTestHarness<PointBatch, MetricChunk>(
            new GatherChunks(100, SeriesSelection.NONE, SeriesSelection.NONE, asked))) {
      harness.open();
      feed(harness, Points.longs(1, 0, 1).at(SECOND).value(2).build());
      harness.prepareSnapshotPreBarrier(1);
      asked.ask("requests");
      feed(harness, Points.longs(1, 0, 2).at(2 * SECOND).value(2).build());
      feed(harness, Points.longs(1, 0, 3).at(MINUTE + 11 * SECOND).value(3).build());
      feed(harness, Points.longs(2, 0, 3).at(3 * SECOND).value(4).build());
      harness.prepareSnapshotPreBarrier(2);
      asked.endAll();
      feed(harness, Points.longs(1, 0, 4).at(2 * MINUTE).value(5).build());
      harness.prepareSnapshotPreBarrier(3);

      assertThat(tenSeconds(harness))
          .as("the first series from its next minute on, the second, which is new, at once")
          .containsExactlyInAnyOrder("1 3.0", "2 4.0");
    }
  }

  /** Series and sum of each window of 10 s. */
  private static List<String> tenSeconds(
      OneInputStreamOperatorTestHarness<PointBatch, MetricChunk> harness) throws Exception {
    try (var merge =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new MergeRollups(Duration.ofMinutes(5), null)),
            (PartialBatch batch) -> BucketKeys.key(batch.bucket()),
            Types.INT)) {
      merge.open();
      for (StreamRecord<PartialBatch> batch : harness.getSideOutput(GatherChunks.PARTIALS)) {
        merge.processElement(batch);
      }
      merge.processWatermark(Long.MAX_VALUE);
      return merge.getSideOutput(MergeRollups.MESSAGES).stream()
          .flatMap(message -> RollupCodec.decode(message.getValue().bytes()).stream())
          .filter(rollup -> rollup.resolution() == Resolution.TEN_SECONDS)
          .map(rollup -> rollup.series().id() + " " + rollup.sum())
          .toList();
    }
  }

  @Test
  void aWatermarkWaitsForThePointsItWouldOvertake() throws Exception {
    try (var harness = harness(100)) {
      feed(harness, Points.longs(1, 0, 1).at(MINUTE).build());
      harness.processWatermark(59_999);
      assertThat(harness.getOutput()).containsExactly(new Watermark(59_999));

      harness.processWatermark(60_000);
      harness.setProcessingTime(GatherChunks.WATERMARK_WAITS_MILLIS - 1);
      assertThat(harness.getOutput()).hasSize(1);
      harness.setProcessingTime(GatherChunks.WATERMARK_WAITS_MILLIS);
      assertThat(chunks(harness)).extracting(MetricChunk::minuteUnixNano).containsExactly(MINUTE);
      assertThat(List.copyOf(harness.getOutput()).get(2)).isEqualTo(new Watermark(60_000));
    }
  }

  @Test
  void chunksLeaveBySeriesAndMinute() throws Exception {
    try (var harness = harness(1000)) {
      Random random = new Random(3);
      for (int i = 0; i < 300; i++) {
        long series = random.nextInt(20) - 10;
        feed(harness, Points.longs(series, 0, i).at(random.nextLong(5 * MINUTE)).build());
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(chunks(harness))
          .isSortedAccordingTo(
              Comparator.<MetricChunk>comparingLong(chunk -> chunk.series().id())
                  .thenComparing(MetricChunk::minuteUnixNano))
          .allSatisfy(chunk -> assertThat(chunk.times()).isSorted());
    }
  }

  @Test
  void moreBufferedPointsThanAllowedAreLetGoAllAtOnce() throws Exception {
    try (var harness = harness(3)) {
      feed(harness, Points.longs(1, 0, 1).build());
      feed(harness, Points.longs(2, 0, 1).build());
      assertThat(chunks(harness)).isEmpty();
      feed(harness, Points.longs(3, 0, 1).build());
      assertThat(chunks(harness)).hasSize(3);
    }
  }

  @Test
  void aChunkHasALargestSize() throws Exception {
    try (var harness = harness(1_000_000)) {
      for (int i = 0; i < ChunkGatherer.MAX_CHUNK_POINTS + 1; i++) {
        feed(harness, Points.longs(1, 0, i).build());
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(chunks(harness))
          .extracting(MetricChunk::size)
          .containsExactly(ChunkGatherer.MAX_CHUNK_POINTS, 1);
    }
  }

  @Test
  void theEndOfInputLetsEverythingGo() throws Exception {
    try (var harness = harness(100)) {
      feed(harness, Points.longs(1, 0, 1).build());
      harness.getOperator().finish();
      assertThat(chunks(harness)).hasSize(1);
    }
  }

  @Test
  void aCheckpointHoldsNothing() throws Exception {
    try (var harness = harness(100)) {
      feed(harness, Points.longs(1, 0, 1).build());
      harness.prepareSnapshotPreBarrier(1);
      OperatorSubtaskState state = harness.snapshot(1, 1);
      assertThat(state.getStateSize()).isZero();
      harness.prepareSnapshotPreBarrier(2);
      assertThat(chunks(harness)).as("nothing goes out twice").hasSize(1);
    }
  }

  @Test
  void everyPointIsInExactlyOneChunk() throws Exception {
    Random random = new Random(42);
    try (var harness = harness(50)) {
      Set<Long> expected = new HashSet<>();
      for (long value = 0; value < 5_000; value++) {
        expected.add(value);
        feed(
            harness,
            Points.longs(random.nextInt(9), random.nextInt(3), value)
                .at(random.nextLong(10 * MINUTE))
                .value(value)
                .build());
        if (random.nextInt(200) == 0) {
          harness.prepareSnapshotPreBarrier(value);
        }
        if (random.nextInt(300) == 0) {
          harness.processWatermark(value * 100);
        }
      }
      harness.getOperator().finish();
      List<Long> values = new ArrayList<>();
      for (MetricChunk chunk : chunks(harness)) {
        for (int i = 0; i < chunk.size(); i++) {
          values.add(chunk.bits()[i]);
          assertThat(MetricChunk.minuteOf(chunk.times()[i])).isEqualTo(chunk.minuteUnixNano());
          assertThat(chunk.bits()[i]).isBetween(chunk.offsetFirst(), chunk.offsetLast());
        }
      }
      assertThat(values).hasSize(expected.size()).containsAll(expected);
    }
  }

  private static OneInputStreamOperatorTestHarness<PointBatch, MetricChunk> harness(
      int maxBufferedPoints) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new GatherChunks(
                maxBufferedPoints, SeriesSelection.NONE, SeriesSelection.NONE, AskedFor.NOBODY),
            TelemetryTypes.POINT_BATCH.createSerializer(
                new ExecutionConfig().getSerializerConfig()));
    harness.open();
    return harness;
  }

  private static void feed(
      OneInputStreamOperatorTestHarness<PointBatch, MetricChunk> harness, NumberPoint point)
      throws Exception {
    harness.processElement(new StreamRecord<>(Points.batch(point), 0));
  }

  private static List<MetricChunk> chunks(
      OneInputStreamOperatorTestHarness<PointBatch, MetricChunk> harness) {
    return harness.extractOutputValues();
  }
}
