package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes signals of the anomalies that some rule looks at, and of no others. The name is the
 * metric's, as the catalogue has it, the value the score, and the evidence what it rests on.
 */
public final class SignalAnomalies extends BroadcastProcessFunction<Anomaly, RuleMessage, Signal> {

  private static final long serialVersionUID = 1L;

  private final RuleState rules;
  private final Watch watch;

  /** Read from the state when first needed and after each change. */
  private transient @Nullable RuleBook book;

  /**
   * @param rules those that were there at the start
   * @param watch how metrics are named and labelled
   */
  public SignalAnomalies(RuleState rules, Watch watch) {
    this.rules = rules;
    this.watch = watch;
  }

  @Override
  public void processElement(Anomaly anomaly, ReadOnlyContext context, Collector<Signal> out)
      throws Exception {
    RuleBook known = book;
    if (known == null) {
      known = rules.read(context.getBroadcastState(RuleState.DESCRIPTOR));
      book = known;
    }
    Signal signal = signal(anomaly);
    if (!known.of(signal).isEmpty()) {
      out.collect(signal);
    }
  }

  private Signal signal(Anomaly anomaly) {
    Map<String, String> labels = new TreeMap<>(watch.custom().defaultLabels());
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
        watch.nameOf(anomaly.metric()),
        "",
        anomaly.service(),
        anomaly.series(),
        anomaly.score(),
        labels,
        evidence);
  }

  @Override
  public void processBroadcastElement(RuleMessage message, Context context, Collector<Signal> out)
      throws Exception {
    if (!RuleState.update(context.getBroadcastState(RuleState.DESCRIPTOR), message).isEmpty()) {
      book = null;
    }
  }
}
