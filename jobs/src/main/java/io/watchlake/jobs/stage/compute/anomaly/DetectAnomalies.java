package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.anomaly.WatchedSeries;
import io.watchlake.jobs.stage.anomaly.WatchedSeries.Fate;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges each series by a detector of its own, window by window, and tells what is unusual as soon
 * as the window comes: the first telling of each window, in the order of windows. A window that was
 * there before, a correction of one and one that is older are passed over, so that what is told
 * twice is learned once and nothing depends on when corrections come. A window without a value is
 * missing, and so is one that does not come at all.
 *
 * <p>What people say is none does not change what is learned, nor any score of the detector: it
 * takes evidence off later anomalies of the same {@link Tolerance shape}.
 *
 * <p>What is known of a series is forgotten {@link #KEPT} of event time after its last window; a
 * series that comes back is learned anew. There is one timer a series.
 */
public final class DetectAnomalies
    extends KeyedBroadcastProcessFunction<String, Rollup, FalsePositive, Anomaly> {

  private static final long serialVersionUID = 1L;

  /** A series that rests over a weekend and a holiday is still known. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** By {@link Tolerance#key}, what was said to be none. */
  public static final MapStateDescriptor<String, Tolerance> TOLERANCES = Tolerances.STATE;

  /** Timers are set to full hours. */
  private static final long TIMER_MILLIS = Duration.ofHours(1).toMillis();

  private final Watch watch;

  private transient ValueState<WatchedSeries> watched;
  private transient Map<Fate, Counter> fates;
  private transient Counter missing;
  private transient Counter told;

  /**
   * @param watch how series are watched
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public DetectAnomalies(Watch watch) {
    this.watch = watch;
  }

  /** What belongs to one detector: a series of a timeline. */
  public static String key(Rollup rollup) {
    return rollup.timeline() + '/' + Long.toHexString(rollup.series().id());
  }

  @Override
  public void open(OpenContext context) {
    watched =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("watched", AnomalyTypes.WATCHED_SERIES));
    fates = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      fates.put(fate, counter("windows_" + fate.name().toLowerCase(Locale.ROOT)));
    }
    missing = counter("windows_missing");
    told = counter("anomalies");
  }

  private Counter counter(String name) {
    return getRuntimeContext().getMetricGroup().counter(name);
  }

  @Override
  public void processElement(Rollup rollup, ReadOnlyContext context, Collector<Anomaly> out)
      throws Exception {
    WatchedSeries known = watched.value();
    WatchedSeries series =
        known == null ? WatchedSeries.begin(rollup.resolution(), watch.profile()) : known;
    Fate fate = series.fate(rollup.resolution(), rollup.windowUnixNano());
    count(fate);
    if (fate == Fate.PAST || fate == Fate.COARSER) {
      return;
    }
    if (fate == Fate.OTHER_LENGTH) {
      series = WatchedSeries.begin(rollup.resolution(), watch.profile());
    }
    series.advance(rollup.windowUnixNano());
    double value = watch.statisticOf(rollup.series().metric()).of(rollup);
    if (!Double.isFinite(value)) {
      missing.inc();
    }
    Optional<Anomaly> found = SeriesAnomaly.judge(rollup, value, series.detector(), watch);
    watched.update(series);
    if (known == null) {
      context.timerService().registerEventTimeTimer(expiry(series));
    }
    if (found.isPresent()) {
      tell(found.get(), context, out);
    }
  }

  private void tell(Anomaly found, ReadOnlyContext context, Collector<Anomaly> out)
      throws Exception {
    Anomaly anomaly = Tolerances.lowered(found, context.getBroadcastState(TOLERANCES));
    if (anomaly.strength() >= anomaly.threshold()) {
      told.inc();
      out.collect(anomaly);
    }
  }

  @Override
  public void processBroadcastElement(FalsePositive said, Context context, Collector<Anomaly> out)
      throws Exception {
    Tolerances.update(context.getBroadcastState(TOLERANCES), said);
  }

  private void count(Fate fate) {
    Counter counter = fates.get(fate);
    if (counter != null) {
      counter.inc();
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Anomaly> out)
      throws Exception {
    WatchedSeries known = watched.value();
    if (known == null) {
      return;
    }
    long expiry = expiry(known);
    if (expiry <= timestamp) {
      watched.clear();
    } else {
      context.timerService().registerEventTimeTimer(expiry);
    }
  }

  private static long expiry(WatchedSeries series) {
    long millis = TimeUnit.NANOSECONDS.toMillis(series.endUnixNano()) + KEPT.toMillis();
    return Math.floorDiv(millis, TIMER_MILLIS) * TIMER_MILLIS + TIMER_MILLIS;
  }
}
