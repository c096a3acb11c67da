package io.watchlake.jobs.stage.compute.asked;

import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.compute.alert.RuleBook;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes signals of the values that some rule looks at, and of no others: a value of a kind that no
 * rule asks for costs a look into a map. A rule that comes gets what is told from then on.
 */
public final class SendAsked<T> extends BroadcastProcessFunction<T, RuleMessage, Signal> {

  private static final long serialVersionUID = 1L;

  private final RuleState rules;
  private final SignalMaker<T> maker;

  /** Read from the state when first needed and after each change. */
  private transient @Nullable RuleBook book;

  /**
   * @param rules those that there were when the job was started
   */
  public SendAsked(RuleState rules, SignalMaker<T> maker) {
    this.rules = rules;
    this.maker = maker;
  }

  @Override
  public void processElement(T value, ReadOnlyContext context, Collector<Signal> out)
      throws Exception {
    RuleBook known = book;
    if (known == null) {
      known = rules.read(context.getBroadcastState(RuleState.DESCRIPTOR));
      book = known;
    }
    SignalKind kind = maker.kind(value);
    if (kind == null || !known.asksFor(kind)) {
      return;
    }
    Signal signal = maker.of(value, context.currentWatermark());
    if (signal != null && known.asksFor(signal)) {
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
