package io.watchlake.jobs.logs;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the job {@code logs} is told.
 *
 * @param lateness how long after its end the counts of a minute are corrected
 */
record LogsOptions(CommonOptions common, Duration lateness) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static LogsOptions parse(String... args) {
    return Arguments.build(
        JobNames.LOGS,
        args,
        arguments ->
            new LogsOptions(CommonOptions.of(arguments), CommonOptions.lateness(arguments)));
  }
}
