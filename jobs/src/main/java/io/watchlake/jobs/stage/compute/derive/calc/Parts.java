package io.watchlake.jobs.stage.compute.derive.calc;

import io.watchlake.jobs.stage.compute.derive.calc.Member.Part;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.Selection.OverWindow;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;

/** What a selection takes of a series' window. */
final class Parts {

  /** Length of the window of every derivation. */
  static final double WINDOW_SECONDS = Resolution.MINUTE.nanos() / 1e9;

  private Parts() {}

  /** A number, as the functions over time give it. */
  static Part number(OverWindow over, Rollup rollup) {
    if (isNumber(rollup.series().kind()) && rollup.count() == 0) {
      return Part.NONE;
    }
    return Part.of(
        switch (over) {
          // A series that ended has no last value, as in PromQL after a stale marker.
          case LAST -> rollup.stale() ? Double.NaN : rollup.last();
          case AVG -> rollup.sum() / Observations.unsigned(rollup.count());
          case MIN -> rollup.min();
          case MAX -> rollup.max();
          case SUM -> rollup.sum();
          case COUNT -> Observations.unsigned(rollup.count());
          case INCREASE -> increase(rollup);
          case RATE -> increase(rollup) / WINDOW_SECONDS;
        });
  }

  /** Observations: of a histogram or summary, or of one bucket of a Prometheus histogram. */
  static Part observations(Rollup rollup, SeriesLabels labels) {
    if (!isNumber(rollup.series().kind())) {
      return Part.of(
          Observations.of(
              Observations.unsigned(rollup.count()), rollup.sum(), rollup.distribution()));
    }
    double increase = increase(rollup);
    String bound = labels.apply(FormulaParser.BUCKET_BOUND);
    if (Double.isNaN(increase) || bound.isEmpty()) {
      return Part.NONE;
    }
    try {
      return Part.of(Observations.upTo(bound(bound), increase));
    } catch (NumberFormatException e) {
      // A label of that name that is no bound: the series is no bucket.
      return Part.NONE;
    }
  }

  /** All that is known of how values or observations were spread: a histogram's, or a sketch's. */
  static Part spread(Rollup rollup) {
    double count = Observations.unsigned(rollup.count());
    if (!isNumber(rollup.series().kind())) {
      return Part.of(Observations.of(count, rollup.sum(), rollup.distribution()));
    }
    ValueSketch sketch = ValueSketch.of(rollup.sketch());
    return sketch == null ? Part.NONE : Part.of(Observations.of(count, rollup.sum(), sketch));
  }

  private static double bound(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static double increase(Rollup rollup) {
    return rollup.increase() == null ? Double.NaN : rollup.increase().value();
  }

  private static boolean isNumber(MetricKind kind) {
    return kind == MetricKind.GAUGE || kind == MetricKind.SUM;
  }
}
