package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.rollup.codec.RollupWriter;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.rollup.RollupOutput;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes on what the series of one bucket tell while one element or timer is handled: minutes by
 * the main output, all else by the side outputs of {@link MergeRollups}.
 */
final class RollupTelling<I> implements RollupOutput {

  private static final int MESSAGE_BYTES = 512 * 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String timeline;
  private final int bucket;
  private final RollupWriter writer;
  private final Counter latePoints;
  private final KeyedProcessFunction<Integer, I, Rollup>.Context context;
  private final Collector<Rollup> out;

  /**
   * @param writer empty, and empty again after {@link #send}
   */
  RollupTelling(
      String timeline,
      int bucket,
      RollupWriter writer,
      Counter latePoints,
      KeyedProcessFunction<Integer, I, Rollup>.Context context,
      Collector<Rollup> out) {
    this.timeline = timeline;
    this.bucket = bucket;
    this.writer = writer;
    this.latePoints = latePoints;
    this.context = context;
    this.out = out;
  }

  /** All of event time before this has passed; nanoseconds since the epoch. */
  static long now(KeyedProcessFunction<Integer, ?, Rollup>.Context context) {
    long mark = context.timerService().currentWatermark();
    if (mark >= Long.MAX_VALUE / NANOS_PER_MILLI - 1) {
      return Long.MAX_VALUE;
    }
    return Math.max(mark, Long.MIN_VALUE / NANOS_PER_MILLI / 2) * NANOS_PER_MILLI + NANOS_PER_MILLI;
  }

  @Override
  public void told(SeriesBytes series, Rollup rollup) {
    if (rollup.resolution() == Resolution.HOUR) {
      context.output(MergeRollups.HOURS, rollup);
      return;
    }
    writer.add(series, rollup);
    if (writer.size() >= MESSAGE_BYTES) {
      send();
    }
    if (rollup.resolution() == Resolution.MINUTE) {
      out.collect(rollup);
    }
  }

  @Override
  public void late(LateRollup late) {
    latePoints.inc(late.points());
    context.output(MergeRollups.LATE, late);
  }

  @Override
  public void wake(long unixNano) {
    context.timerService().registerEventTimeTimer(unixNano / NANOS_PER_MILLI - 1);
  }

  /** Sends what is told so far as a message. */
  void send() {
    if (writer.count() > 0) {
      context.output(MergeRollups.MESSAGES, new RollupMessage(bucket, writer.finish(timeline)));
    }
  }
}
