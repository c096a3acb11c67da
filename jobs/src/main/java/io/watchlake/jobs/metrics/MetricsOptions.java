package io.watchlake.jobs.metrics;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.stage.compute.ChunkGatherer;
import io.watchlake.jobs.stage.compute.derive.DerivedMetrics;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.model.JobNames;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the job {@code metrics} is told.
 *
 * @param maxBufferedPoints how many points one task gathers at most before it lets their chunks go
 * @param tenSeconds the series whose windows of 10 s are asked for
 * @param sketches the series whose windows have a sketch of their values
 * @param seriesLimit how many series of a metric have windows of their own
 * @param lateness how long after its end a window is corrected
 * @param derived metrics that are computed from others
 */
record MetricsOptions(
    CommonOptions common,
    int maxBufferedPoints,
    SeriesSelection tenSeconds,
    SeriesSelection sketches,
    SeriesLimit seriesLimit,
    Duration lateness,
    DerivedMetrics derived)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static MetricsOptions parse(String... args) {
    return Arguments.build(
        JobNames.METRICS,
        args,
        arguments ->
            new MetricsOptions(
                CommonOptions.of(arguments),
                arguments.number(
                    "max-buffered-points", ChunkGatherer.DEFAULT_MAX_POINTS, 1, 100_000_000),
                selection(arguments, "ten-second-series"),
                selection(arguments, "sketch-series"),
                new SeriesLimit(
                    arguments.number("series-per-metric", SeriesLimit.DEFAULT, 1, 100_000_000)),
                CommonOptions.lateness(arguments),
                DerivedArguments.of(arguments)));
  }

  private static SeriesSelection selection(Arguments arguments, String name) {
    try {
      return SeriesSelection.parse(arguments.text(name, ""));
    } catch (IllegalArgumentException e) {
      arguments.problem("--" + name + ": " + e.getMessage());
      return SeriesSelection.NONE;
    }
  }
}
