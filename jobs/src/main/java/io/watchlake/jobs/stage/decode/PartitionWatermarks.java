package io.watchlake.jobs.stage.decode;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks behind the slowest of the Kafka partitions that one reader reads. Those of a backlog
 * drain unevenly, so one clock for all would make what comes from the others late. A partition
 * without input holds the others up no longer than {@link EventTime#IDLE}.
 */
final class PartitionWatermarks<T> implements WatermarkGenerator<T> {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final class Progress {
    private long latest = Long.MIN_VALUE;
    private long inputAt;
  }

  private final EventTime.PartitionOf<T> partitionOf;
  private final RelativeClock clock;
  private final Map<Integer, Progress> partitions = new HashMap<>();
  private long emitted = Long.MIN_VALUE;

  PartitionWatermarks(EventTime.PartitionOf<T> partitionOf, RelativeClock clock) {
    this.partitionOf = partitionOf;
    this.clock = clock;
  }

  @Override
  public void onEvent(T record, long timestamp, WatermarkOutput output) {
    Progress progress =
        partitions.computeIfAbsent(partitionOf.partition(record), ignored -> new Progress());
    progress.latest = Math.max(progress.latest, timestamp);
    progress.inputAt = clock.relativeTimeNanos();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    long idleBefore = clock.relativeTimeNanos() - EventTime.IDLE.toNanos();
    long slowest = Long.MAX_VALUE;
    for (Progress progress : partitions.values()) {
      if (progress.inputAt - idleBefore >= 0) {
        slowest = Math.min(slowest, progress.latest);
      }
    }
    if (slowest == Long.MAX_VALUE) {
      return;
    }
    long mark = slowest - EventTime.OUT_OF_ORDER.toNanos() / NANOS_PER_MILLI - 1;
    if (mark > emitted) {
      emitted = mark;
      output.emitWatermark(new Watermark(mark));
    }
  }
}
