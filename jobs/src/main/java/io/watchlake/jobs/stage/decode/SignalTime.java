package io.watchlake.jobs.stage.decode;

import io.watchlake.model.signal.Signal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The event time of signals, and of the ticks that move time on when no signal does. */
public final class SignalTime {

  /** A reader without signals holds time up no longer than this. */
  private static final Duration IDLE = Duration.ofSeconds(15);

  private SignalTime() {}

  /**
   * Event time by the signals themselves.
   *
   * @param delay how much out of order they may come
   */
  public static WatermarkStrategy<Signal> ofSignals(Duration delay) {
    return WatermarkStrategy.<Signal>forBoundedOutOfOrderness(delay)
        .withTimestampAssigner(
            (signal, before) -> TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano()))
        .withIdleness(IDLE);
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
