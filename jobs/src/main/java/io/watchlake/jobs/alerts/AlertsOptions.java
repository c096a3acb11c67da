package io.watchlake.jobs.alerts;

import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.model.JobNames;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What the job {@code alerts} is told.
 *
 * @param delay how late signals may come after their time before what is due by time is done
 * @param alerting who is told of alerts, as {@link AlertingText} writes it
 */
record AlertsOptions(CommonOptions common, Duration delay, String alerting)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int DELAY_SECONDS = 10;
  private static final int MAX_DELAY_SECONDS = 3_600;

  /**
   * Reads the job's arguments: the common ones, {@code --delay-seconds} and {@code --alerting}.
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
                    arguments.number("delay-seconds", DELAY_SECONDS, 0, MAX_DELAY_SECONDS)),
                alerting(arguments)));
  }

  /** Without configuration everybody there is nobody: alerts are told to none. */
  private static String alerting(Arguments arguments) {
    String nobody = AlertingText.write(DefaultRouting.of(List.of()));
    String given = arguments.text("alerting", nobody);
    try {
      AlertingText.read(given);
      return given;
    } catch (IllegalArgumentException e) {
      arguments.problem("--alerting: " + e.getMessage());
      return nobody;
    }
  }
}
