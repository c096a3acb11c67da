package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running supervisor says of itself in {@code HOME/run/supervisor.json}.
 *
 * @param pid its process
 * @param started when that process started
 * @param controlUrl its endpoint
 * @param ports by the last part of their settings, see {@link Ports#byName}
 * @param kafkaBootstrap Kafka's address, embedded or external
 * @param searchUrl the search node's address, embedded or external
 * @param flinkUrl Flink's REST API
 * @param appUrl the page and the API
 * @param otlpHttpUrl OTLP over HTTP, without {@code /v1/...}
 * @param otlpGrpcUrl OTLP over gRPC
 * @param configFile the configuration the stack was started with; null for the defaults
 */
public record SupervisorInfo(
    @JsonProperty("pid") long pid,
    @JsonProperty("started") Instant started,
    @JsonProperty("control_url") URI controlUrl,
    @JsonProperty("ports") Map<String, Integer> ports,
    @JsonProperty("kafka_bootstrap") String kafkaBootstrap,
    @JsonProperty("search_url") URI searchUrl,
    @JsonProperty("flink_url") URI flinkUrl,
    @JsonProperty("app_url") URI appUrl,
    @JsonProperty("otlp_http_url") URI otlpHttpUrl,
    @JsonProperty("otlp_grpc_url") URI otlpGrpcUrl,
    @JsonProperty("config_file") @Nullable String configFile) {

  /**
   * What the supervisor of a home says, if one runs.
   *
   * @throws StackException if the file cannot be read
   */
  public static Optional<SupervisorInfo> find(Path home) {
    Path file = new StackHome(home).supervisorFile();
    try {
      SupervisorInfo info = Json.read(file, SupervisorInfo.class);
      return new ProcessId(info.pid(), info.started()).isAlive()
          ? Optional.of(info)
          : Optional.empty();
    } catch (NoSuchFileException nothingRuns) {
      return Optional.empty();
    } catch (IOException failure) {
      throw new StackException(
          "cannot read " + file + " (" + failure.getMessage() + "): remove it, then run down",
          failure);
    }
  }
}
