package io.watchlake.app.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every key there is, by sections. */
final class Registry {

  /**
   * Keys that belong together.
   *
   * @param title heading for the reader
   * @param keys the keys, in the order of the reference
   */
  record Section(String title, List<Key<?>> keys) {}

  static final List<Section> SECTIONS =
      List.of(
          new Section("The local stack", stack()),
          new Section(
              "Ingest",
              List.of(
                  StackKeys.INGEST_MAX_BODY,
                  StackKeys.INGEST_MAX_REQUEST,
                  StackKeys.INGEST_MAX_IN_FLIGHT,
                  StackKeys.INGEST_TIMEOUT)),
          new Section("Webhooks", WebhookKeys.all()),
          new Section("Delivery figures", DeliveryKeys.ALL),
          new Section("Anomaly detection", AnomalyKeys.ALL),
          new Section("Kafka", List.of(StoreKeys.KAFKA_BOOTSTRAP)),
          new Section(
              "Search index of logs",
              List.of(
                  StoreKeys.SEARCH_HOSTS, StoreKeys.INDEX_PATTERN, StoreKeys.INDEX_RETENTION_DAYS)),
          new Section(
              "Lakehouse",
              List.of(
                  StoreKeys.CATALOG_URI,
                  StoreKeys.CATALOG_USER,
                  StoreKeys.CATALOG_PASSWORD_ENV,
                  StoreKeys.CATALOG_PASSWORD_FILE,
                  StoreKeys.WAREHOUSE)),
          new Section(
              "InfluxDB",
              List.of(
                  StoreKeys.INFLUXDB_URL,
                  StoreKeys.INFLUXDB_AUTHORIZATION_ENV,
                  StoreKeys.INFLUXDB_AUTHORIZATION_FILE)),
          new Section("Retention", retention()),
          new Section("Derived and custom metrics", MetricKeys.ALL),
          new Section("Metrics", metrics()),
          new Section("Tracing", SeedKeys.TRACING),
          new Section("Structured logging", SeedKeys.LOGGING),
          new Section("Alerting", ChannelKeys.alerting()),
          new Section("Who is told of alerts", AlertingKeys.ALL),
          new Section("Dashboards", SeedKeys.DASHBOARDS),
          new Section("Alert rules and types", SeedKeys.ALERT_RULES),
          new Section("Notification channels", ChannelKeys.channels()),
          new Section("Dashboard definitions", SeedKeys.DASHBOARD_DEFINITIONS),
          new Section("Metric names", SeedKeys.METRIC_NAMES));

  private static final List<Key<?>> KEYS = collect();

  /** The tree of all paths. */
  static final KeyTree TREE = KeyTree.of(KEYS);

  private Registry() {}

  /** All keys, in the order of the sections. */
  static List<Key<?>> keys() {
    return KEYS;
  }

  private static List<Key<?>> stack() {
    List<Key<?>> keys = new ArrayList<>(StackKeys.PORTS);
    keys.addAll(StackKeys.MEMORY);
    keys.addAll(
        List.of(
            StackKeys.PARALLELISM,
            StoreKeys.SEARCH_NODE,
            StackKeys.CHECKPOINT_INTERVAL,
            StackKeys.SELF_WATCH));
    return List.copyOf(keys);
  }

  private static List<Key<?>> metrics() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                StoreKeys.PROMETHEUS_HOST,
                StoreKeys.PROMETHEUS_PORT,
                StoreKeys.PROMETHEUS_REMOTE_WRITE_URL));
    keys.addAll(SeedKeys.METRICS);
    return List.copyOf(keys);
  }

  private static List<Key<?>> retention() {
    List<Key<?>> keys = new ArrayList<>();
    keys.addAll(RetentionKeys.METRICS.all());
    keys.addAll(RetentionKeys.ROLLUPS_1M.all());
    keys.addAll(RetentionKeys.ROLLUPS_1H.all());
    keys.addAll(RetentionKeys.ANOMALIES.all());
    keys.addAll(RetentionKeys.TRACES.all());
    keys.addAll(RetentionKeys.LOGS.all());
    keys.addAll(RetentionKeys.DEAD_LETTERS.all());
    keys.add(StoreKeys.RETENTION_TOPICS);
    return List.copyOf(keys);
  }

  private static List<Key<?>> collect() {
    List<Key<?>> all = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Section section : SECTIONS) {
      for (Key<?> key : section.keys()) {
        if (!paths.add(key.path())) {
          throw new IllegalStateException("defined twice: " + key.path());
        }
        all.add(key);
      }
    }
    return List.copyOf(all);
  }
}
