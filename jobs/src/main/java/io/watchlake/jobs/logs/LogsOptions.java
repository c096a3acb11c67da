package io.watchlake.jobs.logs;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;

/** What the job {@code logs} is told. */
record LogsOptions(CommonOptions common) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static LogsOptions parse(String... args) {
    return Arguments.build(
        JobNames.LOGS, args, arguments -> new LogsOptions(CommonOptions.of(arguments)));
  }
}
