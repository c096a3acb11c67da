package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes signals of the windows that somebody asks for, and of no others. Who asks anew gets what is
 * told from then on; who ends a subscription, nothing more.
 */
public final class EmitSignals
    extends BroadcastProcessFunction<RollupMessage, SubscriptionMessage, Signal> {

  private static final long serialVersionUID = 1L;

  private final CustomMetrics custom;

  /** Read from the state when first needed and after each change. */
  private transient @Nullable Subscriptions subscriptions;

  public EmitSignals(CustomMetrics custom) {
    this.custom = custom;
  }

  @Override
  public void processElement(RollupMessage message, ReadOnlyContext context, Collector<Signal> out)
      throws Exception {
    Subscriptions asked = subscriptions;
    if (asked == null) {
      asked =
          SubscriptionState.read(context.getBroadcastState(SubscriptionState.DESCRIPTOR), custom);
      subscriptions = asked;
    }
    if (asked.isEmpty()) {
      return;
    }
    for (Rollup rollup : RollupCodec.decode(message.bytes(), asked::take)) {
      for (SeriesSubscription subscription : asked.of(rollup.series(), rollup.resolution())) {
        out.collect(MetricSignal.of(rollup, subscription, custom.defaultLabels()));
      }
    }
  }

  @Override
  public void processBroadcastElement(
      SubscriptionMessage message, Context context, Collector<Signal> out) throws Exception {
    if (SubscriptionState.update(
        context.getBroadcastState(SubscriptionState.DESCRIPTOR), message)) {
      subscriptions = null;
    }
  }
}
