package io.watchlake.jobs.stage.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.operators.TimestampsAndWatermarksOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Event time, for records that are nothing but their time in nanoseconds. */
class EventTimeTest {

  private static final long NOON = 1_772_366_400_000L;
  private static final long OUT_OF_ORDER = EventTime.OUT_OF_ORDER.toMillis();
  private static final long IDLE = EventTime.IDLE.toMillis();

  @Test
  void theTimeOfARecordIsItsOwnRoundedDownToMilliseconds() throws Exception {
    try (var harness = harness()) {
      harness.processElement(new StreamRecord<>(NOON * 1_000_000 + 999_999, 5));
      assertThat(timestamps(harness)).containsExactly(NOON);
    }
  }

  @Test
  void watermarksFollowTheLatestRecordAtADistanceAndNeverGoBack() throws Exception {
    try (var harness = harness()) {
      harness.processElement(record(NOON));
      harness.processElement(record(NOON - 30_000));
      tick(harness, 1_000);
      harness.processElement(record(NOON - 40_000));
      tick(harness, 2_000);
      harness.processElement(record(NOON + 1));
      tick(harness, 3_000);
      assertThat(watermarks(harness)).containsExactly(NOON - OUT_OF_ORDER - 1, NOON - OUT_OF_ORDER);
    }
  }

  @Test
  void aRecordBehindTheWatermarkIsPassedOn() throws Exception {
    try (var harness = harness()) {
      harness.processElement(record(NOON));
      tick(harness, 1_000);
      harness.processElement(record(NOON - 10 * OUT_OF_ORDER));
      assertThat(timestamps(harness)).containsExactly(NOON, NOON - 10 * OUT_OF_ORDER);
    }
  }

  @Test
  void aReaderWithoutInputIsIdleUntilARecordComes() throws Exception {
    try (var harness = harness()) {
      harness.processElement(record(NOON));
      for (long time = 0; time <= 3 * IDLE; time += 1_000) {
        tick(harness, time);
      }
      assertThat(harness.getOutput()).contains(WatermarkStatus.IDLE);
      assertThat(harness.getOutput()).doesNotContain(WatermarkStatus.ACTIVE);
      harness.processElement(record(NOON + 1));
      tick(harness, 3 * IDLE + 1_000);
      assertThat(harness.getOutput()).contains(WatermarkStatus.ACTIVE);
    }
  }

  @Test
  void theTimeOfAnUpstreamTaskIsNotTaken() throws Exception {
    try (var harness = harness()) {
      harness.processElement(record(NOON));
      harness.processWatermark(NOON + 1_000_000);
      tick(harness, 1_000);
      assertThat(watermarks(harness)).containsExactly(NOON - OUT_OF_ORDER - 1);
    }
  }

  private static StreamRecord<Long> record(long millis) {
    return new StreamRecord<>(millis * 1_000_000);
  }

  private static void tick(OneInputStreamOperatorTestHarness<Long, Long> harness, long millis)
      throws Exception {
    harness.setProcessingTime(millis);
  }

  private static OneInputStreamOperatorTestHarness<Long, Long> harness() throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new TimestampsAndWatermarksOperator<Long>(
                EventTime.strategy(nanos -> nanos), /* emitProgressiveWatermarks= */ true));
    harness.getExecutionConfig().setAutoWatermarkInterval(200);
    harness.open();
    return harness;
  }

  private static List<Long> timestamps(OneInputStreamOperatorTestHarness<Long, Long> harness) {
    return harness.extractOutputStreamRecords().stream().map(StreamRecord::getTimestamp).toList();
  }

  private static List<Long> watermarks(OneInputStreamOperatorTestHarness<Long, Long> harness) {
    return harness.getOutput().stream()
        .filter(Watermark.class::isInstance)
        .map(mark -> ((Watermark) mark).getTimestamp())
        .toList();
  }
}
