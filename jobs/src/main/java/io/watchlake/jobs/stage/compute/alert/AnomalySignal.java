package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.util.Map;
import java.util.TreeMap;

/** The signal that an anomaly is to the rules that look at it. */
public final class AnomalySignal {

  private AnomalySignal() {}

  /**
   * The signal. Its value is the score; the evidence is what that rests on.
   *
   * @param custom how metrics are named, and the labels of every signal whose series has no value
   *     of its own
   */
  public static Signal of(Anomaly anomaly, CustomMetrics custom) {
    Map<String, String> labels = new TreeMap<>(custom.defaultLabels());
    labels.putAll(anomaly.labels());
    Map<String, String> evidence = new TreeMap<>();
    evidence.put("anomaly", anomaly.id());
    evidence.put("metric", anomaly.metric());
    evidence.put("resolution", anomaly.resolution().code());
    evidence.put("window_unix_nano", Long.toString(anomaly.windowUnixNano()));
    evidence.put("statistic", anomaly.statistic().code());
    evidence.put("value", Double.toString(anomaly.value()));
    evidence.put("confidence", Double.toString(anomaly.confidence()));
    evidence.put("strength", Double.toString(anomaly.strength()));
    evidence.put("expectation", anomaly.expectation());
    evidence.put("words", anomaly.words());
    evidence.put("model", anomaly.model());
    return new Signal(
        SignalKind.ANOMALY.code() + '/' + anomaly.id(),
        SignalKind.ANOMALY,
        anomaly.timeline(),
        anomaly.timeUnixNano(),
        MetricCatalogue.canonical(custom.withoutNamespace(anomaly.metric())),
        "",
        anomaly.service(),
        anomaly.series(),
        anomaly.score(),
        labels,
        evidence);
  }
}
