package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.derive.calc.Routing;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Gives each window of a minute to the groups of the derivations that its series takes part in.
 * Windows of other series are passed over where they lie in the message.
 */
public final class RouteRollups extends ProcessFunction<RollupMessage, Contribution> {

  private static final long serialVersionUID = 1L;

  private final DerivedMetrics derived;

  private transient Routing routing;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public RouteRollups(DerivedMetrics derived) {
    this.derived = derived;
  }

  @Override
  public void open(OpenContext context) {
    routing = new Routing(derived.derivations(), derived.custom());
  }

  @Override
  public void processElement(RollupMessage message, Context context, Collector<Contribution> out) {
    for (Rollup rollup : RollupCodec.decode(message.bytes(), routing::takes)) {
      routing.route(rollup, out::collect);
    }
  }
}
