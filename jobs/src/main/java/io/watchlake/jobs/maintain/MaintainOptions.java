package io.watchlake.jobs.maintain;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the job {@code maintain} is told.
 *
 * @param catalog whose tables are maintained
 * @param interval from the beginning of a round to the next
 * @param once whether it ends after one round
 * @param parallelism how many tables are worked on at once
 * @param retention how long rows are kept
 */
record MaintainOptions(
    CatalogOptions catalog, Duration interval, boolean once, int parallelism, Retention retention)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DEFAULT_INTERVAL_SECONDS = 60;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static MaintainOptions parse(String... args) {
    return Arguments.build(JobNames.MAINTAIN, args, MaintainOptions::of);
  }

  private static MaintainOptions of(Arguments arguments) {
    arguments.accept("kafka", "kafka-property", "timeline", "retention-days");
    return new MaintainOptions(
        CommonOptions.catalog(arguments),
        Duration.ofSeconds(
            arguments.number("interval-seconds", DEFAULT_INTERVAL_SECONDS, 1, 86_400)),
        arguments.flag("once"),
        CommonOptions.parallelism(arguments),
        Retention.of(arguments));
  }
}
