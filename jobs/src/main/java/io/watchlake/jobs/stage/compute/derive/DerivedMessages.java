package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.model.telemetry.Rollup;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** Windows that were made here as messages of the topic of rollups, one each. */
public final class DerivedMessages implements MapFunction<Rollup, RollupMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public RollupMessage map(Rollup rollup) {
    return new RollupMessage(rollup.bucket(), RollupCodec.encode(List.of(rollup)));
  }
}
