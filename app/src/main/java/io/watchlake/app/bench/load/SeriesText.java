package io.watchlake.app.bench.load;

import java.util.List;
import java.util.Locale;

/** The metric and the six labels of each series: two of its host, four of its own. */
final class SeriesText {

  /** A label. */
  record Label(String key, String value) {}

  /** Metrics of a host. */
  static final int METRICS = 20;

  private static final int SERVICES = 25;
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final List<String> ZONES = List.of("eu-1a", "eu-1b", "eu-1c");

  private SeriesText() {}

  /** The number of a series' metric, of {@link #METRICS}. */
  static int metric(int slot) {
    return slot % Workload.BATCH_POINTS % METRICS;
  }

  /** Half of the metrics count, the others go up and down. */
  static boolean isCounter(int slot) {
    return metric(slot) % 2 == 0;
  }

  static String metricName(int metric) {
    return String.format(
        Locale.ROOT,
        metric % 2 == 0 ? "app_requests_handled_%02d_total" : "app_queue_wait_%02d_seconds",
        metric);
  }

  static String unit(int metric) {
    return metric % 2 == 0 ? "{request}" : "s";
  }

  /** What describes the host. */
  static List<Label> ofResource(int group) {
    return List.of(
        new Label("service.name", String.format(Locale.ROOT, "service-%02d", group % SERVICES)),
        new Label("host.name", String.format(Locale.ROOT, "node-%04d.example.net", group)));
  }

  /** What tells a series from the others of its host and metric. */
  static List<Label> ofPoint(int slot, int generation) {
    int within = slot % Workload.BATCH_POINTS / METRICS;
    return List.of(
        new Label("cloud.zone", ZONES.get(slot % ZONES.size())),
        new Label("http.method", METHODS.get(within % METHODS.size())),
        new Label(
            "http.route",
            String.format(Locale.ROOT, "/api/v1/items/%02d", within / METHODS.size())),
        new Label("k8s.pod.name", String.format(Locale.ROOT, "app-%06x-%02d", slot, generation)));
  }
}
