package io.watchlake.jobs.stage.decode;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The event time of a rollup: the end of its window. */
public final class RollupTime implements SerializableTimestampAssigner<ArrivedRollup> {

  private static final long serialVersionUID = 1L;

  /** Time moves only to forget what is a day old; windows of all partitions are within this. */
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(10);

  /** The job metrics tells all series of a minute within seconds. */
  private static final Duration OF_ONE_MINUTE = Duration.ofSeconds(30);

  /** A reader without rollups holds time up no longer than this. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private RollupTime() {}

  /** Event time by the rollups themselves. */
  public static WatermarkStrategy<ArrivedRollup> watermarks() {
    return WatermarkStrategy.<ArrivedRollup>forBoundedOutOfOrderness(OUT_OF_ORDER)
        .withTimestampAssigner(new RollupTime());
  }

  /** The same for rollups without the message that they came in. */
  public static WatermarkStrategy<Rollup> ofRollups() {
    return WatermarkStrategy.<Rollup>forBoundedOutOfOrderness(OUT_OF_ORDER)
        .withTimestampAssigner((rollup, before) -> rollup.endUnixNano() / NANOS_PER_MILLI)
        .withIdleness(IDLE);
  }

  /**
   * The same where a minute is judged as soon as it is over: series of one minute come within this.
   */
  public static WatermarkStrategy<ServicePart> ofServices() {
    return WatermarkStrategy.<ServicePart>forBoundedOutOfOrderness(OF_ONE_MINUTE)
        .withTimestampAssigner((part, before) -> part.endUnixNano() / NANOS_PER_MILLI)
        .withIdleness(IDLE);
  }

  @Override
  public long extractTimestamp(ArrivedRollup arrived, long before) {
    return arrived.rollup().endUnixNano() / NANOS_PER_MILLI;
  }
}
