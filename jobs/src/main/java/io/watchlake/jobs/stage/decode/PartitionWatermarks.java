package io.watchlake.jobs.stage.decode;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Watermarks behind the slowest of the Kafka partitions that one reader reads. Those of a backlog
 * drain unevenly, so one clock for all would make what comes from the others late.
 *
 * <p>A partition without input holds the others up no longer than {@link Patience#idle}. But a
 * reader that drains a backlog is busy with one partition for seconds, while more of another waits
 * its turn: silence says something only once the reader itself has had nothing to read for a
 * moment. So a partition that has been silent since before the last such pause is idle after {@link
 * Patience#idle}, any other after {@link Patience#busyIdle}.
 *
 * <p>At first it is not known which partitions there are, and code that is not compiled yet may
 * take a minute to read what was fetched of one. So no watermark is given before the first pause,
 * or before the reader has been around all partitions and {@link #BUSY_START} has passed, or {@link
 * Patience#busyIdle}. Kafka's consumer gives what it has of a partition, then of the next, and ends
 * of two in one piece, whose order is any: one may seem to come back once before its turn, not
 * twice.
 */
final class PartitionWatermarks<T> implements WatermarkGenerator<T> {

  /** So long without any input is a pause. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** In this time partitions of several brokers have come, though those of one came twice. */
  static final Duration BUSY_START = Duration.ofSeconds(15);

  private static final int BACK_FOR_A_TURN = 2;

  /**
   * How long a reader waits.
   *
   * @param outOfOrder how much out of order records of one partition may come
   * @param idle a partition without input holds the others up no longer than this
   * @param busyIdle the same in a reader that never pauses
   */
  record Patience(Duration outOfOrder, Duration idle, Duration busyIdle) implements Serializable {}

  private static final class Progress {
    private long latest = Long.MIN_VALUE;
    private long inputAt;
  }

  private final EventTime.PartitionOf<T> partitionOf;
  private final Patience patience;
  private final RelativeClock clock;
  private final Map<Integer, Progress> partitions = new HashMap<>();
  private int firstPartition;
  private int lastPartition;
  private int backAtFirst;
  private long firstInputAt;
  private long lastInputAt;
  private boolean paused;
  private long lastPauseAt;
  private long emitted = Long.MIN_VALUE;

  PartitionWatermarks(
      EventTime.PartitionOf<T> partitionOf, Patience patience, RelativeClock clock) {
    this.partitionOf = partitionOf;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public void onEvent(T record, long timestamp, WatermarkOutput output) {
    long now = clock.relativeTimeNanos();
    int partition = partitionOf.partition(record);
    if (partitions.isEmpty()) {
      firstInputAt = now;
      firstPartition = partition;
    } else if (partition == firstPartition && partition != lastPartition) {
      backAtFirst++;
    }
    lastPartition = partition;
    Progress progress = partitions.computeIfAbsent(partition, ignored -> new Progress());
    progress.latest = Math.max(progress.latest, timestamp);
    progress.inputAt = now;
    lastInputAt = now;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (partitions.isEmpty()) {
      return;
    }
    long now = clock.relativeTimeNanos();
    if (now - lastInputAt >= PAUSE.toNanos()) {
      paused = true;
      lastPauseAt = now;
    }
    if (!knowsPartitions(now)) {
      return;
    }
    long slowest = Long.MAX_VALUE;
    for (Progress progress : partitions.values()) {
      if (!isIdle(progress, now)) {
        slowest = Math.min(slowest, progress.latest);
      }
    }
    if (slowest == Long.MAX_VALUE) {
      return;
    }
    long mark = slowest - patience.outOfOrder().toMillis() - 1;
    if (mark > emitted) {
      emitted = mark;
      output.emitWatermark(new Watermark(mark));
    }
  }

  private boolean knowsPartitions(long now) {
    long busy = now - firstInputAt;
    return paused
        || (backAtFirst >= BACK_FOR_A_TURN && busy >= BUSY_START.toNanos())
        || busy >= patience.busyIdle().toNanos();
  }

  private boolean isIdle(Progress progress, long now) {
    boolean pausedSince = paused && lastPauseAt - progress.inputAt > 0;
    Duration silence = pausedSince ? patience.idle() : patience.busyIdle();
    return now - progress.inputAt > silence.toNanos();
  }
}
