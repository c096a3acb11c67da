package io.watchlake.app.bench.detect;

import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A recording of the metrics of a system.
 *
 * @param id its name
 * @param fault what went wrong in it; null where nothing did
 * @param series by service and metric, the mean of the points of each minute, by the minute's start
 *     in milliseconds since the epoch
 */
record TelemetryCase(
    String id, @Nullable Fault fault, Map<String, Map<String, NavigableMap<Long, Double>>> series) {

  /**
   * A fault that was injected.
   *
   * @param service where
   * @param type what kind of fault
   * @param startMillis when it began, milliseconds since the epoch
   */
  record Fault(String service, String type, long startMillis) {}

  /** The metrics of a service; none of one that sent nothing. */
  Map<String, NavigableMap<Long, Double>> of(String service) {
    return series.getOrDefault(service, Map.of());
  }
}
