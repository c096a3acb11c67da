package io.watchlake.jobs.anomalies;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.ml.Profile;
import io.watchlake.model.JobNames;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.metric.CustomMetrics;
import java.io.Serializable;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the job {@code anomalies} is told.
 *
 * @param watch which series it watches, and how
 * @param rocksDb whether detectors are kept in RocksDB on disk rather than on the heap
 */
record AnomaliesOptions(CommonOptions common, Watch watch, boolean rocksDb)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double MAX_THRESHOLD = 1_000;

  /**
   * Reads the job's arguments: the common ones, {@code --watch}, {@code --ignore}, {@code
   * --profile}, {@code --threshold}, {@code --metric-threshold metric=number}, {@code
   * --metric-statistic metric=statistic}, {@code --custom-namespace}, {@code --default-label
   * label=value} and {@code --state}.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static AnomaliesOptions parse(String... args) {
    return Arguments.build(
        JobNames.ANOMALIES,
        args,
        arguments ->
            new AnomaliesOptions(
                CommonOptions.of(arguments),
                watch(arguments),
                CommonOptions.keptOnDisk(arguments)));
  }

  private static Watch watch(Arguments arguments) {
    return new Watch(
        read(arguments, "watch", "", SeriesSelection::parse, SeriesSelection.NONE),
        read(arguments, "ignore", "", SeriesSelection::parse, SeriesSelection.NONE),
        read(arguments, "profile", Profile.FULL.id(), Profile::ofId, Profile.FULL),
        read(arguments, "threshold", "1", AnomaliesOptions::threshold, 1.0),
        byMetric(arguments, "metric-threshold", AnomaliesOptions::threshold),
        byMetric(arguments, "metric-statistic", Statistic::ofCode),
        CustomMetrics.of(
            arguments.text("custom-namespace", ""), arguments.properties("default-label")));
  }

  private static <T> T read(
      Arguments arguments, String key, String otherwise, Function<String, T> reader, T none) {
    try {
      return reader.apply(arguments.text(key, otherwise));
    } catch (IllegalArgumentException e) {
      arguments.problem("--" + key + ": " + e.getMessage());
      return none;
    }
  }

  private static <T> TreeMap<String, T> byMetric(
      Arguments arguments, String key, Function<String, T> reader) {
    TreeMap<String, T> values = new TreeMap<>();
    arguments
        .properties(key)
        .forEach(
            (metric, text) -> {
              try {
                values.put(metric, reader.apply(text));
              } catch (IllegalArgumentException e) {
                arguments.problem("--" + key + ' ' + metric + ": " + e.getMessage());
              }
            });
    return values;
  }

  private static double threshold(String text) {
    try {
      double threshold = Double.parseDouble(text);
      if (threshold > 0 && threshold <= MAX_THRESHOLD) {
        return threshold;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a number", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not above 0 and at most 1000");
  }
}
