package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.SeriesSighting;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each series once per event day; keyed by series id. What it remembers of a day is dropped
 * by an event-time timer some time after the day's end: a sighting later than that passes without
 * being remembered, so the table may hold a series and day more than once.
 */
public final class CatalogSeries
    extends KeyedProcessFunction<Long, SeriesSighting, SeriesSighting> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(CatalogSeries.class);

  /** How long after its end a day is remembered. */
  static final Duration SLACK = Duration.ofHours(1);

  static final MapStateDescriptor<Integer, Long> CHECK_BY_DAY =
      new MapStateDescriptor<>("check-by-day", IntSerializer.INSTANCE, LongSerializer.INSTANCE);

  private transient MapState<Integer, Long> checkByDay;
  private transient Counter collisions;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public CatalogSeries() {}

  @Override
  public void open(OpenContext context) {
    checkByDay = getRuntimeContext().getMapState(CHECK_BY_DAY);
    collisions = getRuntimeContext().getMetricGroup().counter("seriesCollisions");
  }

  @Override
  public void processElement(
      SeriesSighting sighting, Context context, Collector<SeriesSighting> out) throws Exception {
    int day = sighting.epochDay();
    Long check = checkByDay.get(day);
    if (check == null) {
      long forgetAt = forgetAt(day);
      if (forgetAt > context.timerService().currentWatermark()) {
        checkByDay.put(day, sighting.series().check());
        context.timerService().registerEventTimeTimer(forgetAt);
      }
      out.collect(sighting);
    } else if (check != sighting.series().check()) {
      // Its points are archived already: both meanings of the id must be found in the table.
      collisions.inc();
      LOG.warn(
          "series id {} stands for two series on one day; compare the rows of the series table"
              + " that share it",
          context.getCurrentKey());
      out.collect(sighting);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SeriesSighting> out)
      throws Exception {
    checkByDay.remove(dayForgottenAt(timestamp));
  }

  private static long forgetAt(int day) {
    return Duration.ofDays(day + 1L).plus(SLACK).toMillis();
  }

  private static int dayForgottenAt(long timestamp) {
    return (int) (Duration.ofMillis(timestamp).minus(SLACK).toDays() - 1);
  }
}
