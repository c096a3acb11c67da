package io.watchlake.jobs.audit;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;

/** What the job {@code audit} is told. */
record AuditOptions(CommonOptions common) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static AuditOptions parse(String... args) {
    return Arguments.build(
        JobNames.AUDIT, args, arguments -> new AuditOptions(CommonOptions.of(arguments)));
  }
}
