package io.watchlake.jobs.stage.decode;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Streams that hold time up no more than they move it: their events may be of any age, and what is
 * due is due by the ticks that they meet downstream.
 */
public final class ClockedByTicks {

  private ClockedByTicks() {}

  /**
   * The same stream, idle for ever as to time.
   *
   * @param uid the operator's uid, which is its name too
   */
  public static <T> DataStream<T> idle(DataStream<T> events, String uid) {
    WatermarkStrategy<T> strategy =
        WatermarkStrategy.<T>forGenerator(context -> new Idle<>())
            .withTimestampAssigner((event, before) -> Watermark.MAX_WATERMARK.getTimestamp());
    return events.assignTimestampsAndWatermarks(strategy).uid(uid).name(uid);
  }

  private static final class Idle<T> implements WatermarkGenerator<T> {

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
