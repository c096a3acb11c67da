package io.watchlake.app.config;

import io.watchlake.app.config.Configuration.Influxdb;
import io.watchlake.app.config.Configuration.Ingest;
import io.watchlake.app.config.Configuration.Kafka;
import io.watchlake.app.config.Configuration.Lakehouse;
import io.watchlake.app.config.Configuration.Memory;
import io.watchlake.app.config.Configuration.Metrics;
import io.watchlake.app.config.Configuration.Policy;
import io.watchlake.app.config.Configuration.Ports;
import io.watchlake.app.config.Configuration.Prometheus;
import io.watchlake.app.config.Configuration.Retention;
import io.watchlake.app.config.Configuration.Search;
import io.watchlake.app.config.Configuration.Stack;
import io.watchlake.model.metric.CustomMetrics;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Makes the typed settings from the values of the keys. */
final class Settings {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Settings() {}

  /** What paths in a file that belong to it are relative to. */
  static Path folder(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  /**
   * The settings.
   *
   * @param folder what paths are relative to that belong to the file
   */
  static Configuration toConfiguration(Values values, Path folder) {
    Configuration.Alerting alerting = new ChannelSettings(values, folder).read();
    return new Configuration(
        new Stack(ports(values), memory(values), values.get(StackKeys.PARALLELISM)),
        new Kafka(values.find(StoreKeys.KAFKA_BOOTSTRAP).orElse(List.of())),
        search(values),
        prometheus(values),
        new Lakehouse(
            values.find(StoreKeys.CATALOG_URI),
            values.find(StoreKeys.CATALOG_USER),
            values.find(StoreKeys.CATALOG_PASSWORD_ENV),
            values
                .find(StoreKeys.CATALOG_PASSWORD_FILE)
                .map(file -> Path.of(file).toAbsolutePath().normalize()),
            values.find(StoreKeys.WAREHOUSE)),
        new Retention(
            policy(values, RetentionKeys.METRICS),
            policy(values, RetentionKeys.ROLLUPS_1M),
            policy(values, RetentionKeys.ROLLUPS_1H),
            policy(values, RetentionKeys.ANOMALIES),
            policy(values, RetentionKeys.TRACES),
            policy(values, RetentionKeys.LOGS),
            policy(values, RetentionKeys.DEAD_LETTERS),
            values.get(StoreKeys.RETENTION_TOPICS)),
        values.get(StackKeys.CHECKPOINT_INTERVAL),
        values.get(StackKeys.SELF_WATCH),
        new Ingest(
            values.get(StackKeys.INGEST_MAX_BODY),
            values.get(StackKeys.INGEST_MAX_REQUEST),
            values.get(StackKeys.INGEST_MAX_IN_FLIGHT),
            values.get(StackKeys.INGEST_TIMEOUT)),
        WebhookKeys.read(values),
        metrics(values),
        DeliveryKeys.read(values),
        AnomalyKeys.read(values),
        new Influxdb(
            values.find(StoreKeys.INFLUXDB_URL),
            values.find(StoreKeys.INFLUXDB_AUTHORIZATION_ENV),
            values
                .find(StoreKeys.INFLUXDB_AUTHORIZATION_FILE)
                .map(file -> Path.of(file).toAbsolutePath().normalize())),
        alerting,
        AlertingKeys.read(values, alerting, folder));
  }

  private static Metrics metrics(Values values) {
    return new Metrics(
        values.get(MetricKeys.CATALOGUE),
        values.get(MetricKeys.DERIVED),
        values.get(MetricKeys.CUSTOM)
            ? CustomMetrics.of(
                values.find(MetricKeys.NAMESPACE).orElse(""), values.get(MetricKeys.DEFAULT_LABELS))
            : CustomMetrics.NONE,
        values.get(MetricKeys.TEN_SECONDS),
        values.get(MetricKeys.QUANTILES),
        values.get(MetricKeys.SERIES_PER_METRIC));
  }

  private static Ports ports(Values values) {
    return new Ports(
        values.get(StackKeys.PORT_KAFKA),
        values.get(StackKeys.PORT_SEARCH),
        values.get(StackKeys.PORT_FLINK),
        values.get(StackKeys.PORT_APP),
        values.get(StackKeys.PORT_OTLP_HTTP),
        values.get(StackKeys.PORT_OTLP_GRPC),
        values.get(StackKeys.PORT_CONTROL),
        values.get(StackKeys.PORT_SQL_GATEWAY));
  }

  private static Memory memory(Values values) {
    return new Memory(
        values.get(StackKeys.MEMORY_KAFKA),
        values.get(StackKeys.MEMORY_SEARCH),
        values.get(StackKeys.MEMORY_JOB_MANAGER),
        values.get(StackKeys.MEMORY_TASK_MANAGER),
        values.get(StackKeys.MEMORY_SERVER));
  }

  private static Search search(Values values) {
    int port = values.get(StackKeys.PORT_SEARCH);
    List<URI> given = values.find(StoreKeys.SEARCH_HOSTS).orElse(List.of());
    boolean embedded =
        switch (values.get(StoreKeys.SEARCH_NODE)) {
          case "embedded" -> true;
          case "external" -> false;
          // The seed's own file names localhost:9200: that is the embedded node.
          default -> given.stream().allMatch(host -> isOwn(host, port));
        };
    return new Search(
        embedded ? List.of(URI.create("http://localhost:" + port)) : given,
        embedded,
        values.get(StoreKeys.INDEX_PATTERN),
        values.get(StoreKeys.INDEX_RETENTION_DAYS));
  }

  private static Prometheus prometheus(Values values) {
    return new Prometheus(
        values
            .find(StoreKeys.PROMETHEUS_REMOTE_WRITE_URL)
            .or(
                () ->
                    values
                        .find(StoreKeys.PROMETHEUS_HOST)
                        .map(
                            host ->
                                URI.create(
                                    "http://"
                                        + host
                                        + ":"
                                        + values.get(StoreKeys.PROMETHEUS_PORT)
                                        + "/api/v1/write"))));
  }

  private static boolean isOwn(URI host, int port) {
    return "http".equals(host.getScheme())
        && LOOPBACK.contains(host.getHost())
        && host.getPort() == port;
  }

  private static Policy policy(Values values, RetentionKeys keys) {
    return new Policy(
        values.get(keys.keep()), values.get(keys.purpose()), values.get(keys.legalBasis()));
  }
}
