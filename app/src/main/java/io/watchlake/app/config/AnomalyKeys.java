package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import java.util.List;
import java.util.Map;

/** Keys of the detection of anomalies. */
final class AnomalyKeys {

  private static final UsedBy JOB = new UsedBy("the job `anomalies`");
  private static final double MAX_THRESHOLD = 1_000;

  private static final Type<String> SERIES =
      Types.TEXT.checked(
          "terms as in docs/metrics.md",
          "write a metric's name, such as cpu_usage, queue.* or cpu_usage{service.name=shop}",
          text -> {
            SeriesSelection.parse(text);
            return text;
          });

  private static final Type<Double> THRESHOLD_NUMBER =
      Types.NUMBER.checked(
          "above 0, at most 1000",
          "write a number above 0; 1 is what makes the score 1",
          number -> {
            if (number <= 0 || number > MAX_THRESHOLD) {
              throw new IllegalArgumentException(number + " is out of range");
            }
            return number;
          });

  static final Key<Boolean> ENABLED =
      new Key<>(
          "monitoring.anomalies.enabled",
          Types.BOOLEAN,
          true,
          new UsedBy("`up`, which runs the job `anomalies` or not"),
          "Whether series are watched for anomalies.");

  static final Key<List<String>> WATCH =
      new Key<>(
          "monitoring.anomalies.watch",
          Types.list(SERIES),
          List.of(
              "request_rate",
              "error_rate",
              "response_time_seconds",
              "cpu_utilization_percentage",
              "memory_utilization_percentage",
              "workflow_error_rate",
              "message_latency_seconds",
              "processing_time_seconds"),
          JOB,
          "Series that are watched; each takes up to 16 KB of memory (4 KB with `light`).");

  static final Key<List<String>> IGNORE =
      new Key<>(
          "monitoring.anomalies.ignore",
          Types.list(SERIES),
          List.of(),
          JOB,
          "Of these, series that are not watched after all. Metrics that tell of anomalies, or are"
              + " computed from such, never are.");

  static final Key<String> PROFILE =
      new Key<>(
          "monitoring.anomalies.profile",
          Types.oneOf("full", "light"),
          "full",
          JOB,
          "How much is remembered of a series (docs/detection.md).");

  static final Key<Double> THRESHOLD =
      new Key<>(
          "monitoring.anomalies.threshold",
          THRESHOLD_NUMBER,
          1.0,
          JOB,
          "The strength from which an anomaly is told. Strength 1 is score 1; twice as much evidence"
              + " is 2.");

  static final Key<Map<String, Double>> THRESHOLDS =
      new Key<>(
          "monitoring.anomalies.thresholds",
          new SectionType<>(THRESHOLD_NUMBER, "numbers"),
          Map.of(),
          JOB,
          "Thresholds of single metrics, by name.");

  static final Key<Map<String, String>> STATISTICS =
      new Key<>(
          "monitoring.anomalies.statistics",
          new SectionType<>(Types.oneOf("mean", "min", "max", "last", "sum", "count"), "texts"),
          Map.of(),
          JOB,
          "What of a window is looked at, of metrics where it is not the mean, by name.");

  static final Key<String> STATE =
      new Key<>(
          "monitoring.anomalies.state",
          Types.oneOf("heap", "rocksdb"),
          "heap",
          JOB,
          "Where the job keeps what it has learned: on the heap, or in RocksDB on disk for more series"
              + " than fit there.");

  static final List<Key<?>> ALL =
      List.of(ENABLED, WATCH, IGNORE, PROFILE, THRESHOLD, THRESHOLDS, STATISTICS, STATE);

  private AnomalyKeys() {}

  static Configuration.Anomalies read(Values values) {
    return new Configuration.Anomalies(
        values.get(ENABLED),
        values.get(WATCH),
        values.get(IGNORE),
        values.get(PROFILE),
        values.get(THRESHOLD),
        values.get(THRESHOLDS),
        values.get(STATISTICS),
        values.get(STATE));
  }
}
