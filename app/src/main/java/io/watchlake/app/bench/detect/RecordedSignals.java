package io.watchlake.app.bench.detect;

import io.watchlake.connectors.otlp.codec.SeriesFactory;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.compute.alert.AnomalySignal;
import io.watchlake.jobs.stage.compute.anomaly.SeriesAnomaly;
import io.watchlake.jobs.stage.compute.signal.MetricSignal;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.model.Timeline;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The signals that the windows of recordings are to rules: those of the metrics that are asked for,
 * and the anomalies that detectors find in those that are watched, each made by what makes it live.
 */
final class RecordedSignals {

  private final Subscriptions subscriptions;
  private final Watch watch;
  private final Map<Long, SeriesDetector> detectors = new HashMap<>();

  /**
   * @param asked what rules ask for
   * @param watch which series are watched for anomalies, and how
   */
  RecordedSignals(Collection<Subscription> asked, Watch watch) {
    this.subscriptions = new Subscriptions(asked, CustomMetrics.NONE);
    this.watch = watch;
  }

  /**
   * The signals of a service's windows, in the order of time, those of metrics before anomalies.
   *
   * @param metrics by the recordings' names, as in {@link TelemetryCase#series}
   * @param laterMillis how much later than they were the windows are taken to be
   */
  List<Signal> of(
      String service, Map<String, NavigableMap<Long, Double>> metrics, long laterMillis) {
    NavigableMap<Long, List<Rollup>> minutes = new TreeMap<>();
    metrics.forEach(
        (metric, windows) -> {
          Series series = series(service, metric);
          windows.forEach(
              (minute, value) ->
                  minutes
                      .computeIfAbsent(minute + laterMillis, unseen -> new ArrayList<>())
                      .add(window(series, minute + laterMillis, value)));
        });
    List<Signal> signals = new ArrayList<>();
    for (List<Rollup> windows : minutes.values()) {
      for (Rollup window : windows) {
        for (SeriesSubscription by : subscriptions.of(window.series(), Resolution.MINUTE)) {
          signals.add(MetricSignal.of(window, by, Map.of()));
        }
      }
      windows.stream()
          .filter(window -> watch.contains(window.series()))
          .forEach(window -> judge(window, signals));
    }
    return signals;
  }

  private void judge(Rollup window, List<Signal> signals) {
    double value = watch.statisticOf(window.series().metric()).of(window);
    SeriesDetector detector =
        detectors.computeIfAbsent(
            window.series().id(), unseen -> new SeriesDetector(watch.profile()));
    SeriesAnomaly.judge(window, value, detector, watch)
        .filter(found -> found.strength() >= found.threshold())
        .ifPresent(found -> signals.add(AnomalySignal.of(found, CustomMetrics.NONE)));
  }

  private static Series series(String service, String recorded) {
    RecordedName name =
        RecordedName.of(recorded).orElseGet(() -> new RecordedName(recorded, Map.of()));
    return SeriesFactory.gauge(
        name.metric(), "", "", Map.of(SeriesLabels.SERVICE_NAME, service), "", "", name.labels());
  }

  private static Rollup window(Series series, long minuteMillis, double value) {
    long start = TimeUnit.MILLISECONDS.toNanos(minuteMillis);
    return new Rollup(
        Timeline.LIVE.name(),
        series,
        Resolution.MINUTE,
        start,
        0,
        1,
        value,
        value,
        value,
        value,
        start,
        false,
        null,
        null,
        null,
        null);
  }
}
