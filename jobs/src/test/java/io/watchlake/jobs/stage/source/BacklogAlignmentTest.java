package io.watchlake.jobs.stage.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** The value of a message is its time; none where it is empty. */
class BacklogAlignmentTest {

  private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final BacklogAlignment alignment =
      new BacklogAlignment(
          bytes ->
              bytes.length == 0
                  ? OptionalLong.empty()
                  : OptionalLong.of(ByteBuffer.wrap(bytes).getLong()));
  private final TimestampAssigner<RawMessage> times =
      alignment.createTimestampAssigner(UnregisteredMetricsGroup::new);
  private final ManualClock activity = new ManualClock();
  private final BacklogAlignment.Partition partition =
      new BacklogAlignment.Partition(activity, () -> NOW);
  private final Output output = new Output();

  @Test
  void aPartitionOfABacklogIsAsFarAsItsMessagesSay() {
    read(NOW - HOUR, NOW - 3 * HOUR);
    read(NOW - HOUR, NOW - 2 * HOUR);
    read(NOW - HOUR, NOW - 3 * HOUR);

    assertThat(output.said).containsExactly(NOW - 3 * HOUR, NOW - 2 * HOUR);
    assertThat(output.idle).isFalse();
  }

  @Test
  void aMessageIsNeverFromAfterItsArrival() {
    read(NOW - HOUR, NOW + 1000 * HOUR);

    assertThat(output.said).containsExactly(NOW - HOUR);
  }

  @Test
  void aMessageThatSaysNoTimeIsAsOldAsItsArrival() {
    read(message(NOW - HOUR, new byte[0]));
    read(new RawMessage(Topics.OTLP_METRICS, 0, 0, NOW - HOUR / 2, null));

    assertThat(output.said).containsExactly(NOW - HOUR, NOW - HOUR / 2);
  }

  @Test
  void aHostWhoseClockIsSlowStopsNobodyOnceItsPartitionIsReadAsItIsWritten() {
    read(NOW - HOUR, NOW - 24 * HOUR);
    assertThat(output.idle).isFalse();

    read(NOW, NOW - 24 * HOUR);
    assertThat(output.idle).isTrue();
  }

  @Test
  void aPartitionThatFallsBehindIsWaitedForAgain() {
    read(NOW - HOUR, NOW - HOUR);
    read(NOW, NOW);
    read(NOW - HOUR, NOW - HOUR);

    assertThat(output.idle).isFalse();
    assertThat(output.said).containsExactly(NOW - HOUR);
  }

  @Test
  void aSilentPartitionIsNotWaitedFor() {
    partition.onPeriodicEmit(output);
    assertThat(output.idle).isFalse();

    activity.advanceTime(BacklogAlignment.SILENT.plusMillis(1));
    partition.onPeriodicEmit(output);
    assertThat(output.idle).isTrue();

    read(NOW - HOUR, NOW - HOUR);
    partition.onPeriodicEmit(output);
    assertThat(output.idle).isFalse();
  }

  /** Flink keeps the last word of each reader over restarts, and holds the others to it. */
  @Test
  void aPartitionThatIsLeftOutHasSaidSomethingBefore() {
    partition.onPeriodicEmit(output);
    assertThat(output.said).isEmpty();

    read(NOW, NOW);
    assertThat(output.said).containsExactly(BacklogAlignment.Partition.BEGINNING);
    assertThat(output.idle).isTrue();

    read(NOW - HOUR, NOW - HOUR);
    read(NOW, NOW);
    assertThat(output.said).containsExactly(BacklogAlignment.Partition.BEGINNING, NOW - HOUR);
    assertThat(output.idle).isTrue();
  }

  @Test
  void allPartitionsOfAJobWaitForEachOther() {
    WatermarkAlignmentParams params = alignment.getAlignmentParameters();

    assertThat(params.isEnabled()).isTrue();
    assertThat(params.getMaxAllowedWatermarkDrift()).isEqualTo(BacklogAlignment.DRIFT.toMillis());
    assertThat(params.getUpdateInterval()).isEqualTo(BacklogAlignment.INTERVAL.toMillis());
  }

  private void read(long arrivalMillis, long saysMillis) {
    byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(saysMillis * 1_000_000).array();
    read(message(arrivalMillis, value));
  }

  private void read(RawMessage message) {
    partition.onEvent(message, times.extractTimestamp(message, message.arrivalMillis()), output);
  }

  private static RawMessage message(long arrivalMillis, byte[] value) {
    return new RawMessage(Topics.OTLP_METRICS, 0, 0, arrivalMillis, value);
  }

  private static final class Output implements WatermarkOutput {
    private final List<Long> said = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      said.add(watermark.getTimestamp());
      idle = false;
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
