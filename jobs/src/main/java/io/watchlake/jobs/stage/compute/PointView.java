package io.watchlake.jobs.stage.compute;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Series;
import java.io.Serializable;

/** What the kinds of metric points have in common. */
public interface PointView<P> extends Serializable {

  Origin origin(P point);

  String timeline(P point);

  Series series(P point);

  /** Event time, nanoseconds since the epoch, UTC. */
  long timeUnixNano(P point);

  /** Of distribution points. */
  final class OfDistribution implements PointView<DistributionPoint> {

    private static final long serialVersionUID = 1L;

    @Override
    public Origin origin(DistributionPoint point) {
      return point.origin();
    }

    @Override
    public String timeline(DistributionPoint point) {
      return point.timeline();
    }

    @Override
    public Series series(DistributionPoint point) {
      return point.series();
    }

    @Override
    public long timeUnixNano(DistributionPoint point) {
      return point.timeUnixNano();
    }
  }
}
