package io.watchlake.app.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a local stack is made of.
 *
 * @param ports where it listens
 * @param memory what its processes may take
 * @param selfWatch whether the stack sends its own telemetry to itself; off in benchmarks
 * @param sqlGateway whether the Flink SQL gateway runs too
 * @param externalKafka bootstrap servers of a Kafka of the user's own; null for the embedded one
 * @param externalSearch address of a search cluster of the user's own; null for the embedded node
 * @param indexPattern names of the log indices, see the search export
 * @param retentionDays how old a live record may be before it is refused
 * @param telemetryParallelism parallelism of the live telemetry jobs
 * @param configFile the configuration handed to the server process; null for the defaults
 */
public record StackSettings(
    Ports ports,
    Memory memory,
    boolean selfWatch,
    boolean sqlGateway,
    @Nullable String externalKafka,
    @Nullable URI externalSearch,
    String indexPattern,
    int retentionDays,
    int telemetryParallelism,
    @Nullable Path configFile) {

  /** Optional components that {@code --with} may name. */
  public static final Set<String> OPTIONAL = Set.of(Components.SQL_GATEWAY);

  /** Everything embedded, on the default ports. */
  public static final StackSettings DEFAULTS =
      new StackSettings(
          Ports.DEFAULTS,
          Memory.DEFAULTS,
          true,
          false,
          null,
          null,
          "dora-logs-{date}",
          30,
          2,
          null);

  /**
   * Memory of the processes, in MiB.
   *
   * @param kafkaHeap heap of the Kafka broker
   * @param searchHeap heap of the search node
   * @param jobManagerHeap heap of Flink's JobManager
   * @param taskManager everything Flink's TaskManager takes: heap, network, class metadata
   * @param serverHeap heap of the server process
   */
  public record Memory(
      int kafkaHeap, int searchHeap, int jobManagerHeap, int taskManager, int serverHeap) {

    public static final Memory DEFAULTS = new Memory(512, 640, 512, 4096, 512);

    /** What a JVM takes beside its heap, about: class metadata, compiled code, threads. */
    private static final int BESIDE_HEAP = 256;

    private static final int PROCESSES_WITH_HEAP = 4;

    /** What all processes together may come to, in MiB. */
    int total() {
      return kafkaHeap
          + searchHeap
          + jobManagerHeap
          + serverHeap
          + PROCESSES_WITH_HEAP * BESIDE_HEAP
          + taskManager;
    }
  }

  public StackSettings withPorts(Ports changed) {
    return new StackSettings(
        changed,
        memory,
        selfWatch,
        sqlGateway,
        externalKafka,
        externalSearch,
        indexPattern,
        retentionDays,
        telemetryParallelism,
        configFile);
  }

  public StackSettings withSelfWatch(boolean on) {
    return new StackSettings(
        ports,
        memory,
        on,
        sqlGateway,
        externalKafka,
        externalSearch,
        indexPattern,
        retentionDays,
        telemetryParallelism,
        configFile);
  }

  public StackSettings withSqlGateway(boolean on) {
    return new StackSettings(
        ports,
        memory,
        selfWatch,
        on,
        externalKafka,
        externalSearch,
        indexPattern,
        retentionDays,
        telemetryParallelism,
        configFile);
  }

  /** The same with a search cluster of the user's own, such as an Elasticsearch. */
  public StackSettings withExternalSearch(URI address) {
    return new StackSettings(
        ports,
        memory,
        selfWatch,
        sqlGateway,
        externalKafka,
        address,
        indexPattern,
        retentionDays,
        telemetryParallelism,
        configFile);
  }

  /** Where Kafka is reached, embedded or not. */
  public String kafkaBootstrap() {
    return externalKafka == null ? "127.0.0.1:" + ports.kafka() : externalKafka;
  }

  /** Where the search cluster is reached, embedded or not. */
  public URI searchUrl() {
    return externalSearch == null ? loopback(ports.search()) : externalSearch;
  }

  URI flinkUrl() {
    return loopback(ports.flink());
  }

  URI appUrl() {
    return loopback(ports.app());
  }

  URI otlpHttpUrl() {
    return loopback(ports.otlpHttp());
  }

  URI otlpGrpcUrl() {
    return loopback(ports.otlpGrpc());
  }

  URI controlUrl() {
    return loopback(ports.control());
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
