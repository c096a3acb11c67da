package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Keys of where data is and how long it is kept. */
final class StoreKeys {

  private static final String CATALOG_USE = "the jobs, the server and `sql`";

  static final Key<List<String>> KAFKA_BOOTSTRAP =
      new Key<>(
          "monitoring.kafka.bootstrap",
          Types.list(Types.HOST_PORT),
          null,
          new UsedBy("`up`: the stack uses this Kafka and starts none of its own"),
          "Brokers of a Kafka of your own. Without it the local stack runs one.");

  static final Key<List<URI>> SEARCH_HOSTS =
      new Key<>(
          "monitoring.logging.elasticsearch.hosts",
          Types.list(Types.HTTP_ENDPOINT),
          null,
          new UsedBy("`up`, for the job `export-elasticsearch`"),
          "Elasticsearch 7 or OpenSearch 1 nodes that log records go to. Without it, and with the"
              + " address of the embedded node, the local stack runs one.");

  static final Key<String> SEARCH_NODE =
      new Key<>(
          "monitoring.stack.search",
          Types.oneOf("auto", "embedded", "external"),
          "auto",
          new UsedBy("`up`"),
          "Whether the local stack runs a search node: `auto` does unless"
              + " `monitoring.logging.elasticsearch.hosts` names another address than its own.");

  static final Key<String> INDEX_PATTERN =
      new Key<>(
          "monitoring.logging.elasticsearch.index_pattern",
          Types.INDEX_PATTERN,
          "dora-logs-{date}",
          new UsedBy("the job `export-elasticsearch`"),
          "Name of the daily index; `{date}` is the UTC day of the record.");

  static final Key<Integer> INDEX_RETENTION_DAYS =
      new Key<>(
          "monitoring.logging.elasticsearch.retention_days",
          Types.integer(1, 3650, "write a whole number of days from 1 to 3650"),
          90,
          new UsedBy("the job `export-elasticsearch`, which deletes older indices"),
          "Days that log records stay searchable.");

  static final Key<String> PROMETHEUS_HOST =
      new Key<>(
          "monitoring.metrics.prometheus.host",
          Types.HOST,
          null,
          new UsedBy("`up`, for the job `export-prometheus`, which runs when there is a host"),
          "Where the Prometheus is that rollups are sent to. It must run with"
              + " `--web.enable-remote-write-receiver`.");

  static final Key<Integer> PROMETHEUS_PORT =
      new Key<>(
          "monitoring.metrics.prometheus.port",
          Types.PORT,
          9090,
          new UsedBy("`up`, for the job `export-prometheus`"),
          "Its port.");

  static final Key<URI> PROMETHEUS_REMOTE_WRITE_URL =
      new Key<>(
          "monitoring.metrics.prometheus.remote_write_url",
          Types.URL,
          null,
          new UsedBy("`up`, for the job `export-prometheus`; it goes before host and port"),
          "Where rollups are sent to by remote write, if not to `/api/v1/write` of host and port.");

  private static final UsedBy INFLUXDB = new UsedBy("`up`, for the job `export-influxdb`");

  static final Key<URI> INFLUXDB_URL =
      new Key<>(
          "monitoring.influxdb.url",
          Types.URL,
          null,
          new UsedBy("`up`, for the job `export-influxdb`, which runs when there is a URL"),
          "Where anomalies are written to by line protocol: `http://influx:8086/write?db=NAME` of"
              + " InfluxDB 1, `/api/v2/write?org=ORG&bucket=BUCKET` of 2.");

  static final Key<String> INFLUXDB_AUTHORIZATION_ENV =
      new Key<>(
          "monitoring.influxdb.authorization_env",
          Types.ENVIRONMENT_NAME_TEXT,
          null,
          INFLUXDB,
          "The header `Authorization`, such as `Token …` or `Basic …`: the environment variable that"
              + " holds it, in Flink's TaskManager.");

  static final Key<String> INFLUXDB_AUTHORIZATION_FILE =
      new Key<>(
          "monitoring.influxdb.authorization_file",
          Types.TEXT,
          null,
          INFLUXDB,
          "The same: the file that holds it, alone.");

  static final Key<String> CATALOG_URI =
      new Key<>(
          "monitoring.lakehouse.catalog_uri",
          Types.JDBC_URI,
          null,
          new UsedBy("the jobs and `sql`"),
          "JDBC address of the Iceberg catalog, SQLite or PostgreSQL. Without it: SQLite in the home"
              + " folder.");

  static final Key<String> CATALOG_USER =
      new Key<>(
          "monitoring.lakehouse.catalog_user",
          Types.TEXT,
          null,
          new UsedBy(CATALOG_USE),
          "Whom the catalog's database knows us as.");

  static final Key<String> CATALOG_PASSWORD_ENV =
      new Key<>(
          "monitoring.lakehouse.catalog_password_env",
          Types.ENVIRONMENT_NAME_TEXT,
          null,
          new UsedBy(CATALOG_USE),
          "That user's password: the environment variable that holds it, in every process that opens"
              + " the catalog.");

  static final Key<String> CATALOG_PASSWORD_FILE =
      new Key<>(
          "monitoring.lakehouse.catalog_password_file",
          Types.TEXT,
          null,
          new UsedBy(CATALOG_USE),
          "That user's password: the file that holds it, alone.");

  static final Key<String> WAREHOUSE =
      new Key<>(
          "monitoring.lakehouse.warehouse",
          Types.LOCATION,
          null,
          new UsedBy("the jobs and `sql`"),
          "Folder or URI of the tables' files. Without it: the home folder.");

  static final Key<Duration> RETENTION_TOPICS =
      new Key<>(
          "monitoring.retention.topics",
          Types.duration(Duration.ofHours(1), Duration.ofDays(365)),
          Duration.ofHours(72),
          new UsedBy(
              "`up` and `replay`, when they make topics; those that are there stay as they are"),
          "How long Kafka keeps telemetry, which is how long the jobs may be down.");

  private StoreKeys() {}
}
