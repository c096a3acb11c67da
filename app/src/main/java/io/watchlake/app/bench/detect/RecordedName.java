package io.watchlake.app.bench.detect;

import java.util.Map;
import java.util.Optional;

/**
 * What a metric of the recordings is called when a Collector gives it the name that the catalogue
 * has for what it measures. The rates of success that pods tell are left as they are: they are 0 in
 * every minute of every recording.
 *
 * @param metric the catalogue's name
 * @param labels of every series
 */
record RecordedName(String metric, Map<String, String> labels) {

  private static final String RESPONSE_TIME = "response_time_seconds";
  private static final String QUANTILE = "quantile";

  private static final Map<String, RecordedName> NAMES =
      Map.of(
          "CpuUsageRate",
          new RecordedName("cpu_utilization_percentage", Map.of()),
          "MemoryUsageRate",
          new RecordedName("memory_utilization_percentage", Map.of()),
          "PodWorkload",
          new RecordedName("request_rate", Map.of()),
          "PodServerLatencyP90",
          responseTime("0.9"),
          "PodServerLatencyP95",
          responseTime("0.95"),
          "PodServerLatencyP99",
          responseTime("0.99"));

  private static RecordedName responseTime(String quantile) {
    return new RecordedName(RESPONSE_TIME, Map.of(QUANTILE, quantile));
  }

  /** The name of a metric of the recordings; empty where it keeps its own. */
  static Optional<RecordedName> of(String recorded) {
    return Optional.ofNullable(NAMES.get(recorded));
  }
}
