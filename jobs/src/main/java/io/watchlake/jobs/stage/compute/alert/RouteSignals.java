package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.alert.AskedSignals;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.engine.RuleKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Sends each signal to the rules that look at it; asks for what new rules need. */
public final class RouteSignals
    extends BroadcastProcessFunction<Signal, RuleMessage, RoutedSignal> {

  private static final long serialVersionUID = 1L;

  /** What is asked for anew, and what no more. */
  public static final OutputTag<AskedSignals> ASKED =
      new OutputTag<>("asked-signals", AlertTypes.ASKED_SIGNALS);

  private final RuleState rules;

  /** Read from the state when first needed and after each change. */
  private transient @Nullable RuleBook book;

  public RouteSignals(RuleState rules) {
    this.rules = rules;
  }

  @Override
  public void processElement(Signal signal, ReadOnlyContext context, Collector<RoutedSignal> out)
      throws Exception {
    for (RuleAtWork rule : book(context.getBroadcastState(RuleState.DESCRIPTOR)).of(signal)) {
      if (!rule.needs(signal)) {
        continue;
      }
      out.collect(
          new RoutedSignal(
              MachineKey.of(rule.machines(), RuleKey.of(rule.rule(), signal)),
              signal,
              TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano())));
    }
  }

  @Override
  public void processBroadcastElement(
      RuleMessage message, Context context, Collector<RoutedSignal> out) throws Exception {
    RuleBook before = book(context.getBroadcastState(RuleState.DESCRIPTOR));
    if (rules.update(context.getBroadcastState(RuleState.DESCRIPTOR), message).isEmpty()) {
      return;
    }
    RuleBook now = rules.read(context.getBroadcastState(RuleState.DESCRIPTOR), before);
    book = now;
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() > 0) {
      return;
    }
    Map<String, Subscription> askedBefore = before.subscriptions();
    Map<String, Subscription> asked = now.subscriptions();
    Map<String, Subscription> anew = new TreeMap<>(asked);
    anew.keySet().removeAll(askedBefore.keySet());
    anew.values().forEach(one -> context.output(ASKED, new AskedSignals(one.id(), one)));
    askedBefore.keySet().stream()
        .filter(id -> !asked.containsKey(id))
        .forEach(id -> context.output(ASKED, new AskedSignals(id, null)));
  }

  private RuleBook book(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    RuleBook known = book;
    if (known == null) {
      known = rules.read(state);
      book = known;
    }
    return known;
  }
}
