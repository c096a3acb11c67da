package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.model.telemetry.Rollup;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Tells the catalog of series of each derived series, as of those that arrive. */
public final class SightDerived implements FlatMapFunction<Rollup, SeriesSighting> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Rollup rollup, Collector<SeriesSighting> out) {
    // A correction is of a series that was told of before.
    if (rollup.revision() == 0) {
      out.collect(new SeriesSighting(rollup.timeline(), rollup.windowUnixNano(), rollup.series()));
    }
  }
}
