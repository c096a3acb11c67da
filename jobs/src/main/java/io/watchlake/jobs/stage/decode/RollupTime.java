package io.watchlake.jobs.stage.decode;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;

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
   * The same where a minute is judged as soon as it is over. Time is that of the slowest Kafka
   * partition: after an outage one is read ahead of the others, whose series would be missing when
   * their minute is judged.
   *
   * @param parts each with the partition that it came from
   * @param uid of the operator that gives the time; {@code plainUid} of the one that takes the
   *     partition off
   */
  public static DataStream<ServicePart> ofServices(
      DataStream<Tuple2<Integer, ServicePart>> parts, String uid, String plainUid) {
    return EventTime.assignByPartition(
        parts,
        ServicePart::endUnixNano,
        new PartitionWatermarks.Patience(OF_ONE_MINUTE, IDLE, IDLE),
        AnomalyTypes.SERVICE_PART,
        uid,
        plainUid);
  }

  @Override
  public long extractTimestamp(ArrivedRollup arrived, long before) {
    return arrived.rollup().endUnixNano() / NANOS_PER_MILLI;
  }
}
