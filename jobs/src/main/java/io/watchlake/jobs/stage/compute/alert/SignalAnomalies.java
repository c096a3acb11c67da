package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.signal.Signal;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Makes signals of the anomalies that some rule looks at, and of no others. */
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
    Signal signal = AnomalySignal.of(anomaly, watch.custom());
    if (!known.of(signal).isEmpty()) {
      out.collect(signal);
    }
  }

  @Override
  public void processBroadcastElement(RuleMessage message, Context context, Collector<Signal> out)
      throws Exception {
    if (!rules.update(context.getBroadcastState(RuleState.DESCRIPTOR), message).isEmpty()) {
      book = null;
    }
  }
}
