package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import java.time.Duration;
import java.util.List;

/** Keys of the local stack and of what runs on it. */
final class StackKeys {

  static final Key<Integer> PORT_KAFKA = port("kafka", 9092, "the embedded Kafka broker");
  static final Key<Integer> PORT_SEARCH = port("search", 9200, "the embedded search node");
  static final Key<Integer> PORT_FLINK = port("flink", 8081, "Flink's REST API and web page");
  static final Key<Integer> PORT_APP = port("app", 8080, "the page and the API");
  static final Key<Integer> PORT_OTLP_HTTP = port("otlp_http", 4318, "OTLP over HTTP");
  static final Key<Integer> PORT_OTLP_GRPC = port("otlp_grpc", 4317, "OTLP over gRPC");
  static final Key<Integer> PORT_CONTROL =
      port("control", 8090, "the supervisor, which `down`, `status` and `replay` speak to");
  static final Key<Integer> PORT_SQL_GATEWAY =
      port("sql_gateway", 8083, "the Flink SQL gateway, when it runs");

  static final Key<DataSize> MEMORY_KAFKA =
      memory("kafka", 512, "Heap of the embedded Kafka broker.");
  static final Key<DataSize> MEMORY_SEARCH =
      memory("search", 640, "Heap of the embedded search node.");
  static final Key<DataSize> MEMORY_JOB_MANAGER =
      memory("job_manager", 512, "Heap of Flink's JobManager.");
  static final Key<DataSize> MEMORY_TASK_MANAGER =
      memory("task_manager", 5120, "Size of Flink's TaskManager process, heap and all else.");
  static final Key<DataSize> MEMORY_SERVER =
      memory("server", 512, "Heap of the server: ingest, API and page.");

  static final Key<Integer> PARALLELISM =
      new Key<>(
          "monitoring.stack.parallelism",
          Types.integer(1, 8, "write a whole number from 1 to 8; the topics have 8 partitions"),
          2,
          new UsedBy("`up`, for the telemetry jobs of the live timeline"),
          "Parallelism of the jobs `metrics`, `traces` and `logs`.");

  static final Key<Duration> CHECKPOINT_INTERVAL =
      new Key<>(
          "monitoring.checkpoints.interval",
          Types.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          Duration.ofSeconds(5),
          new UsedBy("`up`, for the local Flink cluster"),
          "Time between checkpoints. Each commits to the lakehouse, so this is most of the time from"
              + " arrival to visible in SQL.");

  static final Key<Boolean> SELF_WATCH =
      new Key<>(
          "monitoring.self_watch.enabled",
          Types.BOOLEAN,
          true,
          new UsedBy("`up`, which starts the processes with the OpenTelemetry Java agent"),
          "Whether the stack sends its own telemetry to itself.");

  static final Key<DataSize> INGEST_MAX_BODY =
      limit("max_body", 16, "Largest request body as it is sent, compressed or not.");
  static final Key<DataSize> INGEST_MAX_REQUEST =
      limit("max_request", 32, "Largest request after decompression.");
  static final Key<DataSize> INGEST_MAX_IN_FLIGHT =
      limit(
          "max_in_flight",
          64,
          "Bytes of requests held at any time; at the limit senders are asked to come again.");

  static final Key<Duration> INGEST_TIMEOUT =
      new Key<>(
          "monitoring.ingest.timeout",
          Types.duration(Duration.ofSeconds(5), Duration.ofMinutes(10)),
          Duration.ofMinutes(2),
          new UsedBy("the OTLP endpoints"),
          "How long Kafka may be away before a request that waits for it is given up.");

  static final List<Key<Integer>> PORTS =
      List.of(
          PORT_KAFKA,
          PORT_SEARCH,
          PORT_FLINK,
          PORT_APP,
          PORT_OTLP_HTTP,
          PORT_OTLP_GRPC,
          PORT_CONTROL,
          PORT_SQL_GATEWAY);

  static final List<Key<DataSize>> MEMORY =
      List.of(MEMORY_KAFKA, MEMORY_SEARCH, MEMORY_JOB_MANAGER, MEMORY_TASK_MANAGER, MEMORY_SERVER);

  private StackKeys() {}

  private static Key<Integer> port(String name, int number, String what) {
    return new Key<>(
        "monitoring.stack.ports." + name,
        Types.PORT,
        number,
        new UsedBy("`up`"),
        "Port of " + what + ".");
  }

  private static Key<DataSize> limit(String name, int mebibytes, String description) {
    return new Key<>(
        "monitoring.ingest." + name,
        Types.size(DataSize.ofKibibytes(64), DataSize.ofGibibytes(1)),
        DataSize.ofMebibytes(mebibytes),
        new UsedBy("the OTLP endpoints"),
        description);
  }

  private static Key<DataSize> memory(String name, int mebibytes, String description) {
    return new Key<>(
        "monitoring.stack.memory." + name,
        Types.size(DataSize.ofMebibytes(128), DataSize.ofGibibytes(64)),
        DataSize.ofMebibytes(mebibytes),
        new UsedBy("`up`"),
        description);
  }
}
