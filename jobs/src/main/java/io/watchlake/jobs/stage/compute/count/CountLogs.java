package io.watchlake.jobs.stage.compute.count;

import io.watchlake.jobs.stage.compute.Minutes;
import io.watchlake.jobs.stage.count.LogMinute;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells at the end of each minute how many log records a service wrote in it; keyed by {@link
 * LogTally#key}. A minute without records is told too, as none, until {@link #KEPT} after the last
 * that had some: that a service fell silent is seen, and not only that nothing is known of it.
 *
 * <p>Records that come later correct their minute, by the next revision, until it is forgotten;
 * what is later than that is counted here and nowhere else. It is in the table of logs all the
 * same. What is told last of a minute does not depend on the order of arrival.
 */
public final class CountLogs extends KeyedProcessFunction<String, LogTally, Rollup> {

  private static final long serialVersionUID = 1L;

  /** How long a service that writes no log records any more is told of. */
  static final Duration KEPT = Duration.ofHours(1);

  static final MapStateDescriptor<Long, LogMinute> MINUTES =
      new MapStateDescriptor<>("minutes", Types.LONG, TelemetryTypes.LOG_MINUTE);

  static final ValueStateDescriptor<Long> ACTIVE = new ValueStateDescriptor<>("active", Types.LONG);

  private final long latenessMillis;

  private transient MapState<Long, LogMinute> minutes;
  private transient ValueState<Long> active;
  private transient Counter tooLate;

  /**
   * @param lateness how long after its end a minute is corrected
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public CountLogs(Duration lateness) {
    this.latenessMillis = lateness.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    minutes = getRuntimeContext().getMapState(MINUTES);
    active = getRuntimeContext().getState(ACTIVE);
    tooLate = getRuntimeContext().getMetricGroup().counter("recordsTooLate");
  }

  @Override
  public void processElement(LogTally tally, Context context, Collector<Rollup> out)
      throws Exception {
    TimerService timers = context.timerService();
    long watermark = timers.currentWatermark();
    long minute = tally.minuteUnixMilli();
    if (forgetAt(minute) <= watermark) {
      tooLate.inc(tally.counts().records());
      return;
    }
    LogMinute known = minutes.get(minute);
    if (known == null) {
      known = new LogMinute();
      timers.registerEventTimeTimer(forgetAt(minute));
    }
    known.add(tally.counts());
    minutes.put(minute, known);
    timers.registerEventTimeTimer(Math.max(Minutes.lastOf(minute), watermark + 1));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Rollup> out)
      throws Exception {
    tellQuiet(timestamp, context);
    tell(timestamp, context.getCurrentKey(), out);
    forget(timestamp);
    long next = Minutes.of(timestamp + 1);
    if (isKept(next)) {
      if (context.timerService().currentWatermark() != Long.MAX_VALUE) {
        context.timerService().registerEventTimeTimer(Minutes.lastOf(next));
      }
    } else if (minutes.isEmpty()) {
      // A map without entries is state too, until it is cleared.
      minutes.clear();
      active.clear();
    }
  }

  /** Whether a minute without records would be told. */
  private boolean isKept(long minute) throws Exception {
    Long last = active.value();
    return last != null && minute - last <= KEPT.toMillis();
  }

  /** Notes the minute that ends now, where nothing is known of it. */
  private void tellQuiet(long timestamp, OnTimerContext context) throws Exception {
    long minute = Minutes.of(timestamp);
    if (timestamp == Minutes.lastOf(minute) && isKept(minute) && !minutes.contains(minute)) {
      minutes.put(minute, new LogMinute());
      if (forgetAt(minute) > timestamp) {
        context.timerService().registerEventTimeTimer(forgetAt(minute));
      }
    }
  }

  /** Tells of the minutes that are over, and of what changed in them. */
  private void tell(long timestamp, String key, Collector<Rollup> out) throws Exception {
    Map<Long, LogMinute> toTell = new TreeMap<>();
    for (Map.Entry<Long, LogMinute> each : minutes.entries()) {
      if (Minutes.lastOf(each.getKey()) <= timestamp && each.getValue().isToTell()) {
        toTell.put(each.getKey(), each.getValue());
      }
    }
    for (Map.Entry<Long, LogMinute> each : toTell.entrySet()) {
      long minute = each.getKey();
      LogMinute told = each.getValue();
      told.tell();
      minutes.put(minute, told);
      LogRollups.of(
              LogTally.timelineOf(key),
              LogTally.serviceOf(key),
              TimeUnit.MILLISECONDS.toNanos(minute),
              told.counts(),
              told.revision())
          .forEach(out::collect);
      Long last = active.value();
      if (told.counts().records() > 0 && (last == null || last < minute)) {
        active.update(minute);
      }
    }
  }

  private void forget(long timestamp) throws Exception {
    List<Long> gone = new ArrayList<>();
    for (Long minute : minutes.keys()) {
      if (forgetAt(minute) <= timestamp) {
        gone.add(minute);
      }
    }
    for (Long minute : gone) {
      minutes.remove(minute);
    }
  }

  private long forgetAt(long minute) {
    return Minutes.lastOf(minute) + latenessMillis;
  }
}
