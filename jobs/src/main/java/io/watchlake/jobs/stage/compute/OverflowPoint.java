package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Series;

/** A point whose series is beyond the limit, as a point of the series that stands for it. */
final class OverflowPoint {

  private OverflowPoint() {}

  static DistributionPoint of(DistributionPoint point, Series overflow) {
    return new DistributionPoint(
        point.origin(),
        point.timeline(),
        overflow,
        point.timeUnixNano(),
        point.startUnixNano(),
        point.flags(),
        point.count(),
        point.sum(),
        point.min(),
        point.max(),
        point.bounds(),
        point.bucketCounts(),
        point.exponential(),
        point.quantiles(),
        point.quantileValues(),
        point.exemplarsJson());
  }
}
