package io.watchlake.jobs.stage.source;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The wall clock as a stream, which moves time on when nothing else does. */
public final class Ticks {

  private static final double PER_SECOND = 2;

  private Ticks() {}

  /**
   * A tick every half second, in milliseconds since the epoch, with watermarks.
   *
   * @param uid the source's uid, which is its name too
   */
  public static DataStream<Long> stream(StreamExecutionEnvironment env, String uid) {
    DataGeneratorSource<Long> ticks =
        new DataGeneratorSource<>(
            tick -> System.currentTimeMillis(),
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(PER_SECOND),
            Types.LONG);
    WatermarkStrategy<Long> time =
        WatermarkStrategy.<Long>forMonotonousTimestamps()
            .withTimestampAssigner((millis, before) -> millis);
    return env.fromSource(ticks, time, uid).uid(uid).setParallelism(1);
  }
}
