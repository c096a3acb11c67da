package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.rollup.codec.RollupWriter;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Rolls up histograms, exponential histograms and summaries; keyed by {@link BucketKeys}. Its
 * outputs are those of {@link MergeRollups}. A series' state is dropped when it is silent.
 */
public final class RollupDistributions
    extends KeyedProcessFunction<Integer, DistributionPoint, Rollup> {

  private static final long serialVersionUID = 1L;

  /** By series id. */
  static final MapStateDescriptor<Long, DistributionSeries> SERIES =
      new MapStateDescriptor<>("series", Types.LONG, TelemetryTypes.DISTRIBUTION_SERIES);

  private final SeriesSelection tenSeconds;
  private final long latenessNanos;

  private transient MapState<Long, DistributionSeries> state;
  private transient SeriesPool pool;
  private transient RollupWriter writer;
  private transient Counter latePoints;

  /**
   * @param tenSeconds the series whose windows of 10 s are asked for
   * @param lateness how long after its end a window is corrected; less than an hour
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public RollupDistributions(SeriesSelection tenSeconds, Duration lateness) {
    if (lateness.isNegative() || lateness.compareTo(Duration.ofHours(1)) >= 0) {
      throw new IllegalArgumentException("a lateness is less than an hour, not " + lateness);
    }
    this.tenSeconds = tenSeconds;
    this.latenessNanos = lateness.toNanos();
  }

  @Override
  public void open(OpenContext context) {
    state = getRuntimeContext().getMapState(SERIES);
    pool = new SeriesPool();
    writer = new RollupWriter();
    latePoints = getRuntimeContext().getMetricGroup().counter("latePoints");
  }

  @Override
  public void processElement(DistributionPoint point, Context context, Collector<Rollup> out)
      throws Exception {
    RollupTelling<DistributionPoint> telling = telling(point.timeline(), context, out);
    add(point, Resolution.MINUTE, context, telling);
    if (tenSeconds.contains(point.series())) {
      add(point, Resolution.TEN_SECONDS, context, telling);
    }
    telling.send();
  }

  private void add(
      DistributionPoint point,
      Resolution resolution,
      Context context,
      RollupTelling<DistributionPoint> telling)
      throws Exception {
    long now = RollupTelling.now(context);
    if (DistributionSeries.isFinal(point, resolution, now, latenessNanos)) {
      telling.late(DistributionSeries.late(point, resolution));
      return;
    }
    long id = point.series().id();
    DistributionSeries series = state.get(id);
    if (series == null) {
      series = DistributionSeries.of(point.timeline(), point.series(), pool);
    }
    series.add(point, resolution, now, latenessNanos, pool, telling);
    state.put(id, series);
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
