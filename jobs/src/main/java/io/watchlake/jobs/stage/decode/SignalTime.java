package io.watchlake.jobs.stage.decode;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.signal.Signal;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The event time of signals, and of the ticks that move time on when no signal does. */
public final class SignalTime {

  /** A partition or reader without signals holds time up no longer than this. */
  private static final Duration IDLE = Duration.ofSeconds(15);

  private SignalTime() {}

  /**
   * Event time by the signals themselves, of the slowest Kafka partition: after an outage one is
   * read ahead of the others, whose signals would be too late for sequences.
   *
   * @param signals each with the partition that it came from
   * @param delay how much out of order those of one partition may come
   * @param uid of the operator that gives the time; {@code plainUid} of the one that takes the
   *     partition off
   */
  public static DataStream<Signal> ofSignals(
      DataStream<Tuple2<Integer, Signal>> signals, Duration delay, String uid, String plainUid) {
    return EventTime.assignByPartition(
        signals,
        Signal::timeUnixNano,
        new PartitionWatermarks.Patience(delay, IDLE, IDLE),
        TelemetryTypes.SIGNAL,
        uid,
        plainUid);
  }

  /**
   * Event time by the wall clock.
   *
   * @param delay how late signals may come after their time
   */
  public static WatermarkStrategy<Long> ofTicks(Duration delay) {
    return WatermarkStrategy.<Long>forBoundedOutOfOrderness(delay)
        .withTimestampAssigner((millis, before) -> millis);
  }
}
