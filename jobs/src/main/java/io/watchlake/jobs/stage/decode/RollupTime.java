package io.watchlake.jobs.stage.decode;

import io.watchlake.jobs.stage.type.ArrivedRollup;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The event time of a rollup: the end of its window. */
public final class RollupTime implements SerializableTimestampAssigner<ArrivedRollup> {

  private static final long serialVersionUID = 1L;

  /** Time moves only to forget what is a day old; windows of all partitions are within this. */
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(10);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private RollupTime() {}

  /** Event time by the rollups themselves. */
  public static WatermarkStrategy<ArrivedRollup> watermarks() {
    return WatermarkStrategy.<ArrivedRollup>forBoundedOutOfOrderness(OUT_OF_ORDER)
        .withTimestampAssigner(new RollupTime());
  }

  @Override
  public long extractTimestamp(ArrivedRollup arrived, long before) {
    return arrived.rollup().endUnixNano() / NANOS_PER_MILLI;
  }
}
