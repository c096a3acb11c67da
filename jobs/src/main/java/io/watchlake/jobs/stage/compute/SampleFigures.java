package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.delivery.calc.FigureMetrics;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells at the end of each minute what the newest figures of a service as a whole are, as metrics;
 * keyed by service. Minutes are those of the watermark, which is the ticks'. One that went by while
 * nothing ran is not told afterwards: what was known then is not known any more.
 *
 * <p>Of each kind of period the newest that has begun is told, until {@link #KEPT} after its end;
 * then the service is forgotten until there is a figure again.
 */
public final class SampleFigures extends KeyedProcessFunction<String, Figure, Rollup> {

  private static final long serialVersionUID = 1L;

  /** How long a service that deploys nothing any more has metrics. */
  static final Duration KEPT = Duration.ofDays(365);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private transient MapState<String, Figure> figures;
  private transient ValueState<Long> told;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public SampleFigures() {}

  @Override
  public void open(OpenContext context) {
    figures =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("figures", Types.STRING, DeliveryTypes.FIGURE));
    told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", Types.LONG));
  }

  @Override
  public void processElement(Figure figure, Context context, Collector<Rollup> out)
      throws Exception {
    if (!figure.scope().isTotal()) {
      return;
    }
    figures.put(figure.period().code() + '\n' + start(figure), figure);
    long now = Math.max(0, context.timerService().currentWatermark());
    if (now != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(Minutes.lastOf(Minutes.of(now)));
    }
  }

  /** The overall period is one and the same, however far the data reach. */
  private static long start(Figure figure) {
    return figure.period() == PeriodKind.OVERALL ? 0 : figure.startUnixNano();
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    long watermark = context.timerService().currentWatermark();
    if (watermark == Long.MAX_VALUE) {
      return;
    }
    long end = Minutes.of(watermark + 1);
    long window = end - Minutes.MILLIS;
    Long last = told.value();
    if (last == null || last < window) {
      Map<PeriodKind, Figure> newest = newest(window * NANOS_PER_MILLI);
      for (Figure figure : newest.values()) {
        FigureMetrics.of(figure, window * NANOS_PER_MILLI).forEach(out::collect);
      }
      told.update(window);
    }
    if (figures.isEmpty()) {
      // A map without entries is state too, until it is cleared.
      figures.clear();
      told.clear();
    } else {
      context.timerService().registerEventTimeTimer(Minutes.lastOf(end));
    }
  }

  /** The newest of each kind that has begun; drops those before it and what is long over. */
  private Map<PeriodKind, Figure> newest(long windowUnixNano) throws Exception {
    Map<PeriodKind, Figure> newest = new EnumMap<>(PeriodKind.class);
    for (Figure figure : figures.values()) {
      if (figure.startUnixNano() <= windowUnixNano) {
        newest.merge(
            figure.period(),
            figure,
            (one, other) -> one.startUnixNano() >= other.startUnixNano() ? one : other);
      }
    }
    long forgotten = windowUnixNano - KEPT.toNanos();
    Iterator<Map.Entry<String, Figure>> all = figures.iterator();
    while (all.hasNext()) {
      Figure figure = all.next().getValue();
      Figure kept = newest.get(figure.period());
      boolean before = kept != null && start(figure) < start(kept);
      if (before || figure.endUnixNano() < forgotten) {
        all.remove();
        newest.remove(figure.period(), figure);
      }
    }
    return newest;
  }
}
