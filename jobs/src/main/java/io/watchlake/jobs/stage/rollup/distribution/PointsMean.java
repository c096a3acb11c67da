package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;

/** What the points of a series mean to its windows. */
enum PointsMean {
  /** Each tells of its own observations: they add up. */
  PARTS,
  /** Each tells of all observations since a start: their differences add up. */
  TOTALS,
  /** Each tells how things are, and not what happened: the newest counts. */
  STATES;

  /** Summaries have no temporality and are totals, as they are in Prometheus. */
  static PointsMean of(Series series) {
    if (series.kind() == MetricKind.SUMMARY || series.temporality() == Temporality.CUMULATIVE) {
      return TOTALS;
    }
    return series.temporality() == Temporality.DELTA ? PARTS : STATES;
  }
}
