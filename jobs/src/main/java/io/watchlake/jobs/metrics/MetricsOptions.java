package io.watchlake.jobs.metrics;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;

/**
 * What the job {@code metrics} is told.
 *
 * @param maxBufferedPoints how many points one task gathers at most before it lets their chunks go
 */
record MetricsOptions(CommonOptions common, int maxBufferedPoints) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** At some 45 bytes each. */
  static final int DEFAULT_MAX_BUFFERED_POINTS = 3_000_000;

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
                    "max-buffered-points", DEFAULT_MAX_BUFFERED_POINTS, 1, 100_000_000)));
  }
}
