package io.watchlake.jobs.stage.compute.cardinality;

import io.watchlake.jobs.stage.cardinality.MetricSketch;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.Minutes;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Knows about how many series each metric had in the last hours; keyed by the metric's name. As
 * long as there are more than the limit allows, tells of it each minute of event time: as a window
 * of {@link CardinalityFinding#METRIC}, which is archived and exported as others are, and as a
 * signal by {@link #SIGNALS}, which leaves whether somebody asked or not.
 *
 * <p>It looks back as far as a series can be remembered where rollups are made, so that nothing is
 * beyond the limit there of which nothing is told here. State is some kibibytes a metric and hour,
 * and dropped when the hour is past that.
 */
public final class WatchCardinality extends KeyedProcessFunction<String, SeriesSketch, Rollup> {

  private static final long serialVersionUID = 1L;

  /** That a metric has too many series. */
  public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", TelemetryTypes.SIGNAL);

  /** Series are remembered for two hours, and told of once an hour. */
  static final Duration KEEP = Duration.ofHours(3);

  static final MapStateDescriptor<Long, MetricSketch> HOURS =
      new MapStateDescriptor<>("hours", Types.LONG, TelemetryTypes.METRIC_SKETCH);

  static final ValueStateDescriptor<String> TIMELINE =
      new ValueStateDescriptor<>("timeline", Types.STRING);

  private static final long HOUR_MILLIS = Resolution.HOUR.nanos() / 1_000_000;

  private final SeriesLimit limit;

  private transient MapState<Long, MetricSketch> hours;
  private transient ValueState<String> timelines;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public WatchCardinality(SeriesLimit limit) {
    this.limit = limit;
  }

  @Override
  public void open(OpenContext context) {
    hours = getRuntimeContext().getMapState(HOURS);
    timelines = getRuntimeContext().getState(TIMELINE);
  }

  @Override
  public void processElement(SeriesSketch seen, Context context, Collector<Rollup> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    long beginsAt = seen.hour() * HOUR_MILLIS;
    if (forgetAt(seen.hour()) <= watermark) {
      return;
    }
    MetricSketch known = hours.get(seen.hour());
    if (known == null) {
      known = new MetricSketch();
      context.timerService().registerEventTimeTimer(forgetAt(seen.hour()));
    }
    known.add(seen.series(), seen.labels());
    hours.put(seen.hour(), known);
    timelines.update(seen.timeline());
    context.timerService().registerEventTimeTimer(endOfMinute(Math.max(beginsAt, watermark + 1)));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    forget(timestamp);
    if (hours.isEmpty()) {
      hours.clear();
      timelines.clear();
      return;
    }
    MetricSketch all = new MetricSketch();
    for (MetricSketch hour : hours.values()) {
      all.add(hour);
    }
    if (all.estimate() <= limit.aMetric()) {
      return;
    }
    CardinalityFinding finding =
        new CardinalityFinding(timelines.value(), context.getCurrentKey(), all, limit);
    long minuteUnixNano = TimeUnit.MILLISECONDS.toNanos(Minutes.of(timestamp));
    out.collect(finding.rollup(minuteUnixNano));
    context.output(SIGNALS, finding.signal(minuteUnixNano));
    if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(endOfMinute(timestamp + 1));
    }
  }

  private void forget(long passed) throws Exception {
    List<Long> gone = new ArrayList<>();
    for (Map.Entry<Long, MetricSketch> hour : hours.entries()) {
      if (forgetAt(hour.getKey()) <= passed) {
        gone.add(hour.getKey());
      }
    }
    for (Long hour : gone) {
      hours.remove(hour);
    }
  }

  /** When nothing of an hour needs to be known any more. */
  private static long forgetAt(long hour) {
    return (hour + 1) * HOUR_MILLIS + KEEP.toMillis() - 1;
  }

  /** The last millisecond of the minute that a moment lies in. */
  private static long endOfMinute(long millis) {
    return Minutes.lastOf(Minutes.of(millis));
  }
}
