package io.watchlake.jobs.stage.decode;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Event time, given to records once they are decoded. */
public final class EventTime {

  /** How much out of order records of one reader may come before a watermark passes them. */
  static final Duration OUT_OF_ORDER = Duration.ofMinutes(1);

  /** A reader without input holds the others' time up no longer than this. */
  static final Duration IDLE = Duration.ofSeconds(30);

  /**
   * How long readers of telemetry wait for partitions: a busy one may not turn to each for long.
   */
  static final PartitionWatermarks.Patience TELEMETRY =
      new PartitionWatermarks.Patience(OUT_OF_ORDER, IDLE, Duration.ofMinutes(1));

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
    return records
        .assignTimestampsAndWatermarks(byPartition(clock, partition, TELEMETRY))
        .uid(uid)
        .name(uid);
  }

  /** The Kafka partition a record came from. */
  public interface PartitionOf<T> extends Serializable {
    int partition(T record);
  }

  /**
   * The same for what does not tell its partition, which comes before it and goes once time is
   * given.
   *
   * @param type of what goes on
   * @param uid of the operator that gives the time; the one that takes the partition off is named
   *     by {@code plainUid}
   */
  static <T> DataStream<T> assignByPartition(
      DataStream<Tuple2<Integer, T>> records,
      Clock<T> clock,
      PartitionWatermarks.Patience patience,
      TypeInformation<T> type,
      String uid,
      String plainUid) {
    return records
        .assignTimestampsAndWatermarks(
            byPartition(record -> clock.unixNano(record.f1), record -> record.f0, patience))
        .uid(uid)
        .name(uid)
        .map(record -> record.f1, type)
        .uid(plainUid)
        .name(plainUid);
  }

  private static <T> WatermarkStrategy<T> byPartition(
      Clock<T> clock, PartitionOf<T> partition, PartitionWatermarks.Patience patience) {
    WatermarkStrategy<T> strategy =
        context -> new PartitionWatermarks<>(partition, patience, context.getInputActivityClock());
    return strategy.withTimestampAssigner(timestamps(clock)).withIdleness(patience.idle());
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
