package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Rollup;

/** Takes what a bucket tells. */
public interface RollupOutput {

  /** A window, for the first time or corrected; its series without attributes. */
  void told(SeriesBytes series, Rollup rollup);

  /** Points that no window takes any more. */
  void late(LateRollup late);

  /** That {@link RollupBucket#advance} has something to do at an event time. */
  void wake(long unixNano);
}
