package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes off the evidence of anomalies of services what people say of their like; what is left below
 * the threshold is not told.
 */
public final class TolerateAnomalies
    extends BroadcastProcessFunction<Anomaly, FalsePositive, Anomaly> {

  private static final long serialVersionUID = 1L;

  /** By {@link Tolerance#key}, what was said to be none. */
  public static final MapStateDescriptor<String, Tolerance> TOLERANCES = Tolerances.STATE;

  @Override
  public void processElement(Anomaly found, ReadOnlyContext context, Collector<Anomaly> out)
      throws Exception {
    Anomaly anomaly = Tolerances.lowered(found, context.getBroadcastState(TOLERANCES));
    if (anomaly.strength() >= anomaly.threshold()) {
      out.collect(anomaly);
    }
  }

  @Override
  public void processBroadcastElement(FalsePositive said, Context context, Collector<Anomaly> out)
      throws Exception {
    Tolerances.update(context.getBroadcastState(TOLERANCES), said);
  }
}
