package io.watchlake.model.anomaly;

import io.watchlake.model.telemetry.Rollup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a service as a whole. A signal is a metric; its value in a minute is over all
 * series of the service together: of counters how much they grew a second, in sum; of others the
 * mean of all values or observations.
 */
public final class ServiceSignals {

  /** What is looked at unless others are named, as far as a service has it. */
  public static final List<String> DEFAULT =
      List.of(
          "request_rate",
          "error_rate",
          "error_rate_4xx",
          "response_time_seconds",
          "process_cpu_utilization_percentage",
          "cpu_utilization_percentage",
          "heap_utilization_percentage",
          "memory_utilization_percentage",
          "log_records_total",
          "log_warnings_total",
          "log_errors_total",
          "log_patterns");

  /** The name that anomalies of a service as a whole have in the place of a metric's. */
  public static final String METRIC = "service.signals";

  /**
   * What one series has to do with a signal's value.
   *
   * @param increase how much a counter grew; null for other series
   * @param sum of the values or observations
   * @param count of them
   */
  public record Part(@Nullable Double increase, double sum, double count) {

    /** Of a series' window. */
    public static Part of(Rollup window) {
      Rollup.Increase increase = window.increase();
      return new Part(increase == null ? null : increase.value(), window.sum(), window.count());
    }
  }

  private ServiceSignals() {}

  /** What stands in the place of a series' id, 16 hex digits: the first of a hash of the name. */
  public static String seriesOf(String service) {
    return FittedModel.sha256(("service/" + service).getBytes(StandardCharsets.UTF_8))
        .substring(0, 16);
  }

  /** The value of a signal in a minute; NaN where there is none. */
  public static double value(Iterable<Part> series) {
    double increase = 0;
    boolean counters = false;
    double sum = 0;
    double count = 0;
    for (Part part : series) {
      if (part.increase() != null) {
        counters = true;
        increase += part.increase();
      }
      sum += part.sum();
      count += part.count();
    }
    return counters
        ? increase / TimeUnit.MINUTES.toSeconds(1)
        : count == 0 ? Double.NaN : sum / count;
  }
}
