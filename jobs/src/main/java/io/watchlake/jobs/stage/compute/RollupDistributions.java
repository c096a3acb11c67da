package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.OverflowSeries;
import io.watchlake.connectors.rollup.codec.RollupWriter;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.cardinality.SketchBuffer;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.AskedFor.Asking;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Rolls up histograms, exponential histograms and summaries; keyed by {@link BucketKeys}. Its
 * outputs are those of {@link MergeRollups}, but for {@link #OVERFLOW}. A series' state is dropped
 * when it is silent.
 */
public final class RollupDistributions
    extends KeyedProcessFunction<Integer, DistributionPoint, Rollup> {

  private static final long serialVersionUID = 1L;

  /** Points beyond the limit, of the series that stand for theirs. */
  public static final OutputTag<DistributionPoint> OVERFLOW =
      new OutputTag<>("overflow", TelemetryTypes.DISTRIBUTION_POINT);

  /** By series id. */
  static final MapStateDescriptor<Long, DistributionSeries> SERIES =
      new MapStateDescriptor<>("series", Types.LONG, TelemetryTypes.DISTRIBUTION_SERIES);

  private final SeriesSelection tenSeconds;
  private final AskedFor asked;
  private final long latenessNanos;
  private final @Nullable SeriesLimit limit;

  private transient MapState<Long, DistributionSeries> state;
  private transient SeriesPool pool;
  private transient RollupWriter writer;
  private transient Counter latePoints;
  private transient Counter overflowPoints;
  private transient @Nullable Asking asking;

  /** Of series that somebody asks for, the time from which on they have windows of 10 s. */
  private transient Map<Long, Long> askedFrom;

  private transient OverflowSeries overflow;
  private transient SketchBuffer sightings;

  /** Of each key, how many series of each metric it has; counted when first asked. */
  private transient Map<Integer, Map<String, Integer>> seriesByMetric;

  /**
   * @param tenSeconds the series that always have windows of 10 s
   * @param asked which other series have windows of 10 s, as it changes
   * @param lateness how long after its end a window is corrected; less than an hour
   * @param limit how many series of a metric have windows of their own; null for all
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public RollupDistributions(
      SeriesSelection tenSeconds, AskedFor asked, Duration lateness, @Nullable SeriesLimit limit) {
    if (lateness.isNegative() || lateness.compareTo(Duration.ofHours(1)) >= 0) {
      throw new IllegalArgumentException("a lateness is less than an hour, not " + lateness);
    }
    this.tenSeconds = tenSeconds;
    this.asked = asked;
    this.latenessNanos = lateness.toNanos();
    this.limit = limit;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    asking = asked.open();
    askedFrom = new HashMap<>();
    state = getRuntimeContext().getMapState(SERIES);
    pool = new SeriesPool();
    writer = new RollupWriter();
    latePoints = getRuntimeContext().getMetricGroup().counter("latePoints");
    overflowPoints = getRuntimeContext().getMetricGroup().counter("overflowPoints");
    overflow = new OverflowSeries();
    sightings = new SketchBuffer();
    seriesByMetric = new HashMap<>();
  }

  @Override
  public void close() {
    if (asking != null) {
      asking.close();
    }
  }

  @Override
  public void processElement(DistributionPoint point, Context context, Collector<Rollup> out)
      throws Exception {
    Series of = point.series();
    DistributionSeries series = state.get(of.id());
    if (limit != null && (series == null || series.isFirstOfHour(point.timeUnixNano()))) {
      sightings.add(point.timeline(), of, point.timeUnixNano());
      sightings.drain(sketch -> context.output(GatherChunks.SERIES, sketch));
    }
    if (limit != null && series == null && isFull(of.metric(), context.getCurrentKey(), limit)) {
      overflowPoints.inc();
      context.output(OVERFLOW, OverflowPoint.of(point, overflow.of(of)));
      return;
    }
    RollupTelling<DistributionPoint> telling = telling(point.timeline(), context, out);
    long now = RollupTelling.now(context);
    boolean isNew = series == null;
    if (series == null) {
      series = DistributionSeries.of(point.timeline(), of, pool);
    }
    boolean added = add(series, point, Resolution.MINUTE, now, telling);
    if (tenSeconds.contains(of) || isAsked(series, point, isNew)) {
      added |= add(series, point, Resolution.TEN_SECONDS, now, telling);
    }
    if (added) {
      state.put(of.id(), series);
      if (limit != null && isNew) {
        counted(context.getCurrentKey()).merge(of.metric(), 1, Integer::sum);
      }
    }
    telling.send();
  }

  /**
   * Whether somebody asks for windows of 10 s of a series. Who asks gets whole windows: none of
   * those of which points came before.
   */
  private boolean isAsked(DistributionSeries series, DistributionPoint point, boolean isNew) {
    long id = point.series().id();
    if (asking == null || asking.now().of(point.series(), Resolution.TEN_SECONDS).isEmpty()) {
      askedFrom.remove(id);
      return false;
    }
    boolean whole = isNew || series.hasTenSeconds();
    long from =
        askedFrom.computeIfAbsent(
            id, asks -> whole ? Long.MIN_VALUE : series.endOfLastMinuteUnixNano());
    return point.timeUnixNano() >= from;
  }

  /** Adds a point to its window, or says that it is late; whether it was added. */
  private boolean add(
      DistributionSeries series,
      DistributionPoint point,
      Resolution resolution,
      long now,
      RollupTelling<DistributionPoint> telling) {
    if (DistributionSeries.isFinal(point, resolution, now, latenessNanos)) {
      telling.late(DistributionSeries.late(point, resolution));
      return false;
    }
    series.add(point, resolution, now, latenessNanos, pool, telling);
    return true;
  }

  private boolean isFull(String metric, int key, SeriesLimit of) throws Exception {
    return counted(key).getOrDefault(metric, 0) >= of.ofBucket();
  }

  private Map<String, Integer> counted(int key) throws Exception {
    Map<String, Integer> counts = seriesByMetric.get(key);
    if (counts == null) {
      counts = new HashMap<>();
      for (DistributionSeries series : state.values()) {
        counts.merge(series.metric(pool), 1, Integer::sum);
      }
      seriesByMetric.put(key, counts);
    }
    return counts;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    long now = RollupTelling.now(context);
    RollupTelling<DistributionPoint> telling = null;
    Iterator<Map.Entry<Long, DistributionSeries>> entries = state.iterator();
    while (entries.hasNext()) {
      Map.Entry<Long, DistributionSeries> entry = entries.next();
      DistributionSeries series = entry.getValue();
      if (telling == null) {
        telling = telling(series.timeline(), context, out);
      }
      series.advance(now, latenessNanos, pool, telling);
      if (series.isForgotten(now)) {
        entries.remove();
        askedFrom.remove(entry.getKey());
        seriesByMetric.remove(context.getCurrentKey());
      } else {
        entry.setValue(series);
      }
    }
    if (telling != null) {
      telling.send();
    }
    if (state.isEmpty()) {
      // The map itself stays when its last entry is removed by an iterator.
      state.clear();
    }
  }

  private RollupTelling<DistributionPoint> telling(
      String timeline, Context context, Collector<Rollup> out) {
    return new RollupTelling<>(
        timeline, BucketKeys.bucket(context.getCurrentKey()), writer, latePoints, context, out);
  }
}
