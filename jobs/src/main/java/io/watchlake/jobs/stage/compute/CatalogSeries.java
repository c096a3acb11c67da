package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.SightedSeries;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each series once per event day; keyed by {@link #key}. What it remembers of a day is
 * dropped by an event-time timer some time after the day's end: a sighting later than that passes
 * without being remembered, so the table may hold a series and day more than once.
 *
 * <p>So it may where a metric has too many series: of each metric and day a task remembers as many
 * as the limit says, and lets all others pass, since memory must not grow with them.
 */
public final class CatalogSeries extends KeyedProcessFunction<Long, SeriesSighting, SeriesSighting>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(CatalogSeries.class);

  /** How long after its end a day is remembered. */
  static final Duration SLACK = Duration.ofHours(1);

  static final ValueStateDescriptor<SightedSeries> SIGHTED =
      new ValueStateDescriptor<>("sighted", TelemetryTypes.SIGHTED_SERIES);

  static final ListStateDescriptor<Tuple3<Integer, String, Integer>> REMEMBERED =
      new ListStateDescriptor<>("remembered", Types.TUPLE(Types.INT, Types.STRING, Types.INT));

  private final SeriesLimit limit;

  private transient ValueState<SightedSeries> sighted;
  private transient ListState<Tuple3<Integer, String, Integer>> remembered;

  /** How many series of each metric are remembered, by day. */
  private transient NavigableMap<Integer, Map<String, Integer>> rememberedByDay;

  private transient Counter collisions;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public CatalogSeries(SeriesLimit limit) {
    this.limit = limit;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    remembered = context.getOperatorStateStore().getListState(REMEMBERED);
    rememberedByDay = new TreeMap<>();
    for (Tuple3<Integer, String, Integer> of : remembered.get()) {
      rememberedByDay
          .computeIfAbsent(of.f0, day -> new HashMap<>())
          .merge(of.f1, of.f2, Integer::sum);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<Tuple3<Integer, String, Integer>> all = new ArrayList<>();
    rememberedByDay.forEach(
        (day, metrics) ->
            metrics.forEach((metric, count) -> all.add(Tuple3.of(day, metric, count))));
    remembered.update(all);
  }

  @Override
  @SuppressWarnings("NullAway.Init") // the other transient fields are made in initializeState()
  public void open(OpenContext context) {
    sighted = getRuntimeContext().getState(SIGHTED);
    collisions = getRuntimeContext().getMetricGroup().counter("seriesCollisions");
  }

  /**
   * The stage as a part of a job.
   *
   * @param uid its uid and name
   */
  public static DataStream<SeriesSighting> of(
      DataStream<SeriesSighting> sightings, SeriesLimit limit, String uid) {
    return sightings
        .keyBy(sighting -> key(sighting.series().id()), Types.LONG)
        .transform(
            uid,
            TelemetryTypes.SERIES_SIGHTING,
            new CatalogSeriesOperator(new CatalogSeries(limit)))
        .uid(uid);
  }

  /** Under which key a series is remembered, with all others of its key group. */
  static long key(long seriesId) {
    return BucketKeys.keyLike(seriesId);
  }

  /** Remembers a series for a day; the key is {@link #key}. */
  void remember(int day, long id, long check) throws IOException {
    SightedSeries known = sighted.value();
    known = known == null ? new SightedSeries() : known;
    known.put(day, id, check);
    sighted.update(known);
  }

  @Override
  public void processElement(
      SeriesSighting sighting, Context context, Collector<SeriesSighting> out) throws Exception {
    int day = sighting.epochDay();
    Series series = sighting.series();
    SightedSeries known = sighted.value();
    OptionalLong check = known == null ? OptionalLong.empty() : known.check(day, series.id());
    if (check.isEmpty()) {
      long forgetAt = forgetAt(day);
      if (forgetAt > context.timerService().currentWatermark()
          && isRemembered(day, series.metric())) {
        remember(day, series.id(), series.check());
        context.timerService().registerEventTimeTimer(forgetAt);
      }
      out.collect(sighting);
    } else if (check.getAsLong() != series.check()) {
      // Its points are archived already: both meanings of the id must be found in the table.
      collisions.inc();
      LOG.warn(
          "series id {} stands for two series on one day; compare the rows of the series table"
              + " that share it",
          series.id());
      out.collect(sighting);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesSighting> out)
      throws Exception {
    int day = dayForgottenAt(timestamp);
    SightedSeries known = sighted.value();
    if (known != null) {
      known.forget(day);
      sighted.update(known.isEmpty() ? null : known);
    }
    rememberedByDay.headMap(day, true).clear();
  }

  /** Whether there is room for one more series of a metric and day, which is taken. */
  private boolean isRemembered(int day, String metric) {
    Map<String, Integer> counts = rememberedByDay.computeIfAbsent(day, d -> new HashMap<>());
    int count = counts.getOrDefault(metric, 0);
    if (count >= limit.aMetric()) {
      return false;
    }
    counts.put(metric, count + 1);
    return true;
  }

  /** When a day is forgotten, as an event-time timer has it. */
  static long forgetAt(int day) {
    return Duration.ofDays(day + 1L).plus(SLACK).toMillis();
  }

  private static int dayForgottenAt(long timestamp) {
    return (int) (Duration.ofMillis(timestamp).minus(SLACK).toDays() - 1);
  }
}
