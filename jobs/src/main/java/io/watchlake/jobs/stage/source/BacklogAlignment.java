package io.watchlake.jobs.stage.source;

import io.watchlake.model.RawMessage;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Has the partitions of a backlog wait for each other. A partition whose messages say less a minute
 * is read faster through the day than the others; what it says stays in open windows until the
 * slowest has come there, so without this a backlog of days ends with days of open windows.
 *
 * <p>It steers reading only. Its times decide no window and make nothing late: those come from
 * {@code EventTime}, after decoding, which passes none of these watermarks on. Therefore a rough
 * look at a message will do, and so will the wall clock:
 *
 * <ul>
 *   <li>The time of a message is what it says itself, but never after its arrival, so that a wrong
 *       clock does not send a partition to the year 2100.
 *   <li>A partition that is read as it is written, or is silent, neither waits nor is waited for:
 *       there is no backlog, and a host whose clock is days slow must not stop the others.
 * </ul>
 */
final class BacklogAlignment implements WatermarkStrategy<RawMessage> {

  private static final long serialVersionUID = 1L;

  /** Who waits for each other within a job. */
  private static final String GROUP = "backlog";

  /**
   * How far partitions may be apart: so many windows of a minute are held. They are read in pieces
   * of some minutes, so less would cost speed and hold hardly less.
   */
  static final Duration DRIFT = Duration.ofMinutes(10);

  /**
   * How often it is told how far reading may go. A backlog of few series is read no faster than
   * {@link #DRIFT} in this time, a week in under two minutes.
   */
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** What arrived so long ago at most is read as it is written. */
  static final Duration FRESH = Duration.ofSeconds(5);

  /** A partition that was silent so long, though it could have been read, has nothing to read. */
  static final Duration SILENT = Duration.ofSeconds(2);

  /** A rough look at the time of a message. */
  interface Glance extends Serializable {
    /** Nanoseconds since the epoch, UTC; empty where the message has no time. */
    OptionalLong unixNano(byte[] message);
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Glance glance;

  BacklogAlignment(Glance glance) {
    this.glance = glance;
  }

  @Override
  public TimestampAssigner<RawMessage> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return (message, kafkaTime) -> time(message);
  }

  @Override
  public WatermarkGenerator<RawMessage> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Partition(context.getInputActivityClock(), Clock.systemUTC()::millis);
  }

  @Override
  public WatermarkAlignmentParams getAlignmentParameters() {
    return new WatermarkAlignmentParams(DRIFT.toMillis(), GROUP, INTERVAL.toMillis());
  }

  /** Milliseconds since the epoch. */
  private long time(RawMessage message) {
    byte[] value = message.value();
    OptionalLong said = value == null ? OptionalLong.empty() : glance.unixNano(value);
    return said.isEmpty()
        ? message.arrivalMillis()
        : Math.min(message.arrivalMillis(), said.getAsLong() / NANOS_PER_MILLI);
  }

  /** How far a partition is. */
  static final class Partition implements WatermarkGenerator<RawMessage> {

    /** Before every time that a message can say. */
    static final long BEGINNING = Long.MIN_VALUE + 1;

    private final RelativeClock activity;
    private final LongSupplier wallClockMillis;
    private long reached = Long.MIN_VALUE;
    private long inputAt;

    /**
     * @param activity stands still while the partition may not be read
     * @param wallClockMillis milliseconds since the epoch
     */
    Partition(RelativeClock activity, LongSupplier wallClockMillis) {
      this.activity = activity;
      this.wallClockMillis = wallClockMillis;
      this.inputAt = activity.relativeTimeNanos();
    }

    @Override
    public void onEvent(RawMessage message, long time, WatermarkOutput output) {
      inputAt = activity.relativeTimeNanos();
      if (message.arrivalMillis() >= wallClockMillis.getAsLong() - FRESH.toMillis()) {
        leaveOut(output);
      } else if (time > reached) {
        reached = time;
        output.emitWatermark(new Watermark(time));
      } else {
        output.markActive();
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (activity.relativeTimeNanos() - inputAt > SILENT.toNanos()) {
        leaveOut(output);
      }
    }

    private void leaveOut(WatermarkOutput output) {
      if (reached == Long.MIN_VALUE) {
        // Of a reader that never said anything it is not told that it is left out: the others would
        // wait for where it was before the job started anew.
        reached = BEGINNING;
        output.emitWatermark(new Watermark(BEGINNING));
      }
      output.markIdle();
    }
  }
}
