package io.watchlake.jobs.stage.decode;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The watermark of what says nothing of how far the data is: none, for ever, so that where it meets
 * data it neither holds time up nor moves it. The end of time would not do: it would be the time of
 * both as soon as the data is idle.
 */
public final class Timeless<T> implements WatermarkGenerator<T> {

  private Timeless() {}

  /** Idle from the start. */
  public static <T> WatermarkStrategy<T> strategy() {
    return WatermarkStrategy.forGenerator(context -> new Timeless<>());
  }

  @Override
  public void onEvent(T event, long timestamp, WatermarkOutput output) {}

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
