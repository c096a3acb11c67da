package io.watchlake.jobs.alerts;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the job {@code alerts} is told.
 *
 * @param delay how late signals may come after their time before what is due by time is done
 */
record AlertsOptions(CommonOptions common, Duration delay) implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DELAY_SECONDS = 10;
  private static final int MAX_DELAY_SECONDS = 3_600;

  /**
   * Reads the job's arguments: the common ones and {@code --delay-seconds}.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static AlertsOptions parse(String... args) {
    return Arguments.build(
        JobNames.ALERTS,
        args,
        arguments ->
            new AlertsOptions(
                CommonOptions.of(arguments),
                Duration.ofSeconds(
                    arguments.number("delay-seconds", DELAY_SECONDS, 0, MAX_DELAY_SECONDS))));
  }
}
