package io.watchlake.jobs.stage.decode;

import org.apache.flink.api.common.eventtime.Watermark;
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
    return events
        .assignTimestampsAndWatermarks(
            Timeless.<T>strategy()
                .withTimestampAssigner((event, before) -> Watermark.MAX_WATERMARK.getTimestamp()))
        .uid(uid)
        .name(uid);
  }
}
