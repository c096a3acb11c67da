package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.rollup.codec.RollupWriter;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.rollup.OverflowRows;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.RollupBucket;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Merges partial rollups; keyed by {@link BucketKeys}. Rollups of a minute are the main output,
 * those of an hour leave by {@link #HOURS}, late points by {@link #LATE}, and what goes to the
 * topic of rollups by {@link #MESSAGES}. The state of a bucket is one value of columns; it is
 * dropped when all its series are silent.
 *
 * <p>With a limit, what is beyond it leaves by {@link #OVERFLOW}, as what is seen of the series
 * that stand for it, for another instance without a limit. Which series are within is part of the
 * state: those that are remembered.
 */
public final class MergeRollups extends KeyedProcessFunction<Integer, PartialBatch, Rollup> {

  private static final long serialVersionUID = 1L;

  /** Rollups of an hour. */
  public static final OutputTag<Rollup> HOURS = new OutputTag<>("hours", TelemetryTypes.ROLLUP);

  /** What came after its window was final. */
  public static final OutputTag<LateRollup> LATE =
      new OutputTag<>("late", TelemetryTypes.LATE_ROLLUP);

  /** Rollups of 10 s and a minute as messages. */
  public static final OutputTag<RollupMessage> MESSAGES =
      new OutputTag<>("messages", TelemetryTypes.ROLLUP_MESSAGE);

  /** What is beyond the limit. */
  public static final OutputTag<PartialBatch> OVERFLOW =
      new OutputTag<>("overflow", TelemetryTypes.PARTIAL_BATCH);

  static final ValueStateDescriptor<RollupBucket> BUCKET =
      new ValueStateDescriptor<>("bucket", TelemetryTypes.ROLLUP_BUCKET);

  private static final ValueStateDescriptor<String> TIMELINE =
      new ValueStateDescriptor<>("timeline", String.class);

  private final long latenessNanos;
  private final @Nullable SeriesLimit limit;

  private transient ValueState<RollupBucket> state;
  private transient ValueState<String> timelines;
  private transient SeriesPool pool;
  private transient RollupWriter writer;
  private transient Counter latePoints;
  private transient Counter overflowPoints;
  private transient @Nullable OverflowRows overflow;

  /**
   * @param lateness how long after its end a window is corrected; less than an hour
   * @param limit how many series of a metric have windows of their own; null for all
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public MergeRollups(Duration lateness, @Nullable SeriesLimit limit) {
    if (lateness.isNegative() || lateness.compareTo(Duration.ofHours(1)) >= 0) {
      throw new IllegalArgumentException("a lateness is less than an hour, not " + lateness);
    }
    this.latenessNanos = lateness.toNanos();
    this.limit = limit;
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getState(BUCKET);
    timelines = getRuntimeContext().getState(TIMELINE);
    pool = new SeriesPool();
    writer = new RollupWriter();
    latePoints = getRuntimeContext().getMetricGroup().counter("latePoints");
    overflowPoints = getRuntimeContext().getMetricGroup().counter("overflowPoints");
    overflow = limit == null ? null : new OverflowRows(limit);
  }

  @Override
  public void processElement(PartialBatch batch, Context context, Collector<Rollup> out)
      throws Exception {
    RollupBucket bucket = bucket();
    RollupTelling<PartialBatch> telling =
        new RollupTelling<>(batch.timeline(), batch.bucket(), writer, latePoints, context, out);
    bucket.add(batch, RollupTelling.now(context), latenessNanos, overflow, telling);
    telling.send();
    if (overflow != null) {
      overflowPoints.inc(overflow.points());
      overflow.take().forEach(rows -> context.output(OVERFLOW, rows));
    }
    state.update(bucket);
    timelines.update(batch.timeline());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    RollupBucket bucket = state.value();
    if (bucket == null) {
      return;
    }
    bucket.share(pool);
    String timeline = timelines.value();
    RollupTelling<PartialBatch> telling =
        new RollupTelling<>(
            timeline, BucketKeys.bucket(context.getCurrentKey()), writer, latePoints, context, out);
    bucket.advance(timeline, RollupTelling.now(context), latenessNanos, telling);
    telling.send();
    if (bucket.isEmpty()) {
      state.clear();
      timelines.clear();
    } else {
      state.update(bucket);
    }
  }

  private RollupBucket bucket() throws Exception {
    RollupBucket bucket = state.value();
    if (bucket == null) {
      bucket = new RollupBucket();
    }
    bucket.share(pool);
    return bucket;
  }
}
