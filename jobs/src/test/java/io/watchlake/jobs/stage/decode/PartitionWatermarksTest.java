package io.watchlake.jobs.stage.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

/** A record is its partition; its time is given beside it, in minutes. */
class PartitionWatermarksTest {

  private static final Duration TICK = Duration.ofMillis(200);

  private final ManualClock clock = new ManualClock();
  private final PartitionWatermarks<Integer> watermarks =
      new PartitionWatermarks<>(partition -> partition, EventTime.TELEMETRY, clock);
  private final Marks marks = new Marks();

  @Test
  void theSlowestPartitionCounts() {
    read(0, 10);
    read(1, 3);
    pass(PartitionWatermarks.PAUSE);

    assertThat(marks.last()).isEqualTo(behind(3));

    read(1, 12);
    pass(TICK);

    assertThat(marks.last()).isEqualTo(behind(10));
  }

  @Test
  void aBacklogOfOnePartitionDoesNotMakeThoseLateThatWereNotReadYet() {
    drain(0, 1, 600, Duration.ofSeconds(10));
    assertThat(marks.all).isEmpty();

    drain(1, 1, 5, Duration.ofSeconds(2));
    pass(PartitionWatermarks.PAUSE);

    assertThat(marks.all).containsExactly(behind(5));
  }

  @Test
  void aReaderThatNeverPausesGivesTimeOnceItHasBeenAroundItsPartitions() {
    drain(0, 1, 10, Duration.ofSeconds(2));
    drain(1, 1, 12, Duration.ofSeconds(2));
    drain(0, 11, 20, Duration.ofSeconds(2));
    drain(1, 13, 24, Duration.ofSeconds(2));
    drain(0, 21, 30, Duration.ofSeconds(2));
    assertThat(marks.all).isEmpty();

    drain(1, 25, 36, PartitionWatermarks.BUSY_START.minus(Duration.ofSeconds(10)));

    assertThat(marks.last()).isEqualTo(behind(30));
  }

  @Test
  void aSlowReaderThatHasNotBeenAroundYetGivesNoTime() {
    drain(0, 1, 10, PartitionWatermarks.BUSY_START);
    drain(1, 1, 2, TICK);
    drain(0, 11, 11, TICK);
    drain(1, 3, 12, PartitionWatermarks.BUSY_START);
    assertThat(marks.all).isEmpty();

    drain(2, 1, 12, PartitionWatermarks.BUSY_START);
    drain(0, 12, 20, TICK);

    assertThat(marks.last()).isEqualTo(behind(12));
  }

  @Test
  void aReaderOfOnePartitionThatNeverPausesGivesTimeAllTheSame() {
    drain(0, 1, 300, EventTime.TELEMETRY.busyIdle().plus(TICK));

    assertThat(marks.last()).isEqualTo(behind(300));
  }

  @Test
  void aPartitionThatWaitsItsTurnInABusyReaderIsNotIdle() {
    read(0, 5);
    read(1, 5);
    pass(PartitionWatermarks.PAUSE);
    read(0, 5);
    read(1, 5);

    drain(0, 6, 400, EventTime.IDLE.plus(TICK.multipliedBy(2)));

    assertThat(marks.last()).isEqualTo(behind(5));
  }

  @Test
  void noPartitionHoldsABusyReaderUpForEver() {
    read(1, 5);
    drain(0, 6, 400, EventTime.TELEMETRY.busyIdle().plus(TICK));

    assertThat(marks.last()).isEqualTo(behind(400));
  }

  @Test
  void aPartitionThatIsSilentWhileTheReaderHasNothingToReadIsIdle() {
    read(0, 5);
    read(1, 5);
    pass(PartitionWatermarks.PAUSE);

    drain(0, 6, 9, EventTime.IDLE);

    assertThat(marks.last()).isEqualTo(behind(9));
  }

  @Test
  void nothingIsSaidWhereNothingCame() {
    pass(EventTime.IDLE.multipliedBy(5));

    assertThat(marks.all).isEmpty();
  }

  private void read(int partition, long minute) {
    watermarks.onEvent(partition, Duration.ofMinutes(minute).toMillis(), marks);
  }

  /** One partition's records without a pause, evenly over the time. */
  private void drain(int partition, long firstMinute, long lastMinute, Duration time) {
    long ticks = time.dividedBy(TICK);
    for (long tick = 0; tick <= ticks; tick++) {
      read(partition, firstMinute + (lastMinute - firstMinute) * tick / ticks);
      pass(TICK);
    }
  }

  private void pass(Duration time) {
    for (long tick = time.dividedBy(TICK); tick > 0; tick--) {
      clock.advanceTime(TICK);
      watermarks.onPeriodicEmit(marks);
    }
  }

  private static long behind(long minute) {
    return Duration.ofMinutes(minute).minus(EventTime.OUT_OF_ORDER).toMillis() - 1;
  }

  private static final class Marks implements WatermarkOutput {

    private final List<Long> all = new ArrayList<>();

    long last() {
      return all.get(all.size() - 1);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      all.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new AssertionError("idleness is for those around it");
    }

    @Override
    public void markActive() {
      throw new AssertionError("idleness is for those around it");
    }
  }
}
