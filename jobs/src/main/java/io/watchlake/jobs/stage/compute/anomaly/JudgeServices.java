package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.anomaly.WatchedService;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.ml.service.Contribution;
import io.watchlake.ml.service.ServiceAssessment;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.telemetry.Resolution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges each service that has a model as a whole: a minute when event time says that it is over,
 * by the vector of what its series said until then, in whatever order and however often. What comes
 * later is counted and passed over. A signal that did not come is missing.
 *
 * <p>What is unusual is told when it begins. Its expectation is named by the signal that has most
 * to do with it, so that what people say to be none goes for its like.
 *
 * <p>What is known of a service is forgotten {@link #KEPT} of event time after its last minute.
 */
public final class JudgeServices
    extends KeyedBroadcastProcessFunction<String, ServicePart, ModelChange, Anomaly> {

  private static final long serialVersionUID = 1L;

  /** As of series. */
  public static final Duration KEPT = DetectAnomalies.KEPT;

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final Watch watch;

  private transient ValueState<WatchedService> watched;
  private transient Models models;
  private transient Counter late;
  private transient Counter judged;
  private transient Counter incomplete;
  private transient Counter told;

  /**
   * @param watch from which strength anomalies are told
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public JudgeServices(Watch watch) {
    this.watch = watch;
  }

  @Override
  public void open(OpenContext context) {
    watched =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("watched", AnomalyTypes.WATCHED_SERVICE));
    models = new Models();
    late = counter("parts_late");
    judged = counter("minutes_judged");
    incomplete = counter("minutes_incomplete");
    told = counter("anomalies");
  }

  private Counter counter(String name) {
    return getRuntimeContext().getMetricGroup().counter(name);
  }

  @Override
  public void processElement(ServicePart part, ReadOnlyContext context, Collector<Anomaly> out)
      throws Exception {
    WatchedService known = watched.value();
    WatchedService service = known == null ? WatchedService.begin() : known;
    long over = TimeUnit.NANOSECONDS.toMillis(part.endUnixNano());
    if (over <= context.currentWatermark() || !service.take(part)) {
      late.inc();
      return;
    }
    watched.update(service);
    context.timerService().registerEventTimeTimer(over);
    if (known == null) {
      context.timerService().registerEventTimeTimer(expiry(over));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Anomaly> out)
      throws Exception {
    WatchedService service = watched.value();
    if (service == null) {
      return;
    }
    String key = context.getCurrentKey();
    String timeline = key.substring(0, key.indexOf('/'));
    String name = key.substring(key.indexOf('/') + 1);
    Models.Loaded model = models.of(context.getBroadcastState(Models.STATE), name);
    for (long window : service.over(TimeUnit.MILLISECONDS.toNanos(timestamp))) {
      judge(timeline, name, window, service, model, out);
    }
    watched.update(service);
    if (isExpiry(timestamp)) {
      long expiry =
          expiry(
              TimeUnit.NANOSECONDS.toMillis(service.judgedUnixNano() + Resolution.MINUTE.nanos()));
      if (expiry <= timestamp && service.parts().isEmpty()) {
        watched.clear();
      } else {
        context.timerService().registerEventTimeTimer(Math.max(expiry, timestamp + HOUR_MILLIS));
      }
    }
  }

  private void judge(
      String timeline,
      String name,
      long window,
      WatchedService service,
      Models.@Nullable Loaded model,
      Collector<Anomaly> out) {
    if (model == null) {
      service.close(window, List.of());
      return;
    }
    Optional<ServiceAssessment> assessed =
        model.model().assess(service.close(window, model.fitted().signals()));
    if (assessed.isEmpty()) {
      incomplete.inc();
      return;
    }
    judged.inc();
    ServiceAssessment said = assessed.get();
    double threshold = watch.thresholdOf(ServiceSignals.METRIC);
    if (service.begins(said.strength()) && said.strength() >= threshold) {
      told.inc();
      out.collect(anomaly(timeline, name, window, said, threshold, model));
    }
  }

  private static Anomaly anomaly(
      String timeline,
      String name,
      long window,
      ServiceAssessment said,
      double threshold,
      Models.Loaded model) {
    return new Anomaly(
        timeline,
        ServiceSignals.seriesOf(name),
        ServiceSignals.METRIC,
        "",
        name,
        Map.of(SeriesLabels.SERVICE_NAME, name),
        Resolution.MINUTE,
        window,
        0,
        Statistic.MEAN,
        said.score(),
        Math.min(1, said.strength()),
        said.confidence(),
        said.strength(),
        0,
        threshold,
        "service/" + said.contributions().stream().map(Contribution::signal).findFirst().orElse(""),
        said.score(),
        said.usual(),
        said.describe(name),
        "forest-" + model.fitted().name());
  }

  @Override
  public void processBroadcastElement(ModelChange change, Context context, Collector<Anomaly> out)
      throws Exception {
    Models.update(context.getBroadcastState(Models.STATE), change);
  }

  /** A millisecond after a full hour, so that no minute ends with it. */
  private static long expiry(long overMillis) {
    long millis = overMillis + KEPT.toMillis();
    return Math.floorDiv(millis, HOUR_MILLIS) * HOUR_MILLIS + HOUR_MILLIS + 1;
  }

  private static boolean isExpiry(long timestamp) {
    return Math.floorMod(timestamp, HOUR_MILLIS) == 1;
  }
}
