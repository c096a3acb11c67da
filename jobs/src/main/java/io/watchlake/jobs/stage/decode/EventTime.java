package io.watchlake.jobs.stage.decode;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Event time, given to records once they are decoded. */
public final class EventTime {

  /** How much out of order records of one reader may come before a watermark passes them. */
  static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

  /** A reader without input holds the others' time up no longer than this. */
  static final Duration IDLE = Duration.ofSeconds(30);

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The event time of a record, nanoseconds since the epoch, UTC. */
  public interface Clock<T> extends Serializable {
    long unixNano(T record);
  }

  private EventTime() {}

  /**
   * The same records with event time and watermarks.
   *
   * @param uid the operator's uid, which is its name too
   */
  public static <T> DataStream<T> assign(DataStream<T> records, Clock<T> clock, String uid) {
    return records.assignTimestampsAndWatermarks(strategy(clock)).uid(uid).name(uid);
  }

  /**
   * The same, each Kafka partition with a clock of its own: a partition that was read ahead of the
   * others makes none of theirs late.
   *
   * @param uid the operator's uid, which is its name too
   */
  public static <T> DataStream<T> assignByPartition(
      DataStream<T> records, Clock<T> clock, PartitionOf<T> partition, String uid) {
    WatermarkStrategy<T> strategy =
        byPartition(partition).withTimestampAssigner(timestamps(clock)).withIdleness(IDLE);
    return records.assignTimestampsAndWatermarks(strategy).uid(uid).name(uid);
  }

  /** The Kafka partition a record came from. */
  public interface PartitionOf<T> extends Serializable {
    int partition(T record);
  }

  static <T> WatermarkStrategy<T> byPartition(PartitionOf<T> partition) {
    return context -> new PartitionWatermarks<>(partition, context.getInputActivityClock());
  }

  static <T> WatermarkStrategy<T> strategy(Clock<T> clock) {
    return WatermarkStrategy.<T>forBoundedOutOfOrderness(OUT_OF_ORDER)
        .withTimestampAssigner(timestamps(clock))
        .withIdleness(IDLE);
  }

  private static <T> SerializableTimestampAssigner<T> timestamps(Clock<T> clock) {
    return (record, kafkaTime) -> Math.floorDiv(clock.unixNano(record), NANOS_PER_MILLI);
  }
}
