package io.watchlake.jobs.traces;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;

/** What the job {@code traces} is told. */
record TracesOptions(CommonOptions common) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static TracesOptions parse(String... args) {
    return Arguments.build(
        JobNames.TRACES, args, arguments -> new TracesOptions(CommonOptions.of(arguments)));
  }
}
