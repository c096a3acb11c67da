package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;

/** Series of which nothing is known here any more but the id; the table of series has the rest. */
final class LateNames {

  private LateNames() {}

  static Series unknown(long id) {
    return new Series(
        id,
        0,
        "",
        "",
        "",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY),
        Scope.EMPTY,
        Attributes.EMPTY);
  }
}
