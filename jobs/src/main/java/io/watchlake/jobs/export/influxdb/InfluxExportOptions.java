package io.watchlake.jobs.export.influxdb;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.InfluxTarget;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import java.io.Serializable;

/**
 * What the job {@code export-influxdb} is told.
 *
 * @param kafka where anomalies come from and dead letters go
 * @param timelineName the timeline the job runs on
 * @param parallelism of every operator: as many requests are under way
 * @param target where lines go
 */
record InfluxExportOptions(
    KafkaOptions kafka, String timelineName, int parallelism, InfluxTarget target)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static InfluxExportOptions parse(String... args) {
    return Arguments.build(JobNames.EXPORT_INFLUXDB, args, InfluxExportOptions::of);
  }

  private static InfluxExportOptions of(Arguments arguments) {
    arguments.accept("catalog-uri", "warehouse", "catalog-property", "retention-days");
    return new InfluxExportOptions(
        KafkaOptions.of(arguments),
        arguments.timeline("timeline").name(),
        CommonOptions.parallelism(arguments),
        InfluxTarget.of(arguments));
  }

  Timeline timeline() {
    return new Timeline(timelineName);
  }
}
