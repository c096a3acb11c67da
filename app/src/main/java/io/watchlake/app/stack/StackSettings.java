package io.watchlake.app.stack;

import io.watchlake.app.config.Configuration;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a local stack is made of: the configuration, and what the command line says about this one
 * start.
 *
 * @param configuration the effective configuration
 * @param configFile the file it was read from, handed to the server process; null for the defaults
 * @param ports where it listens
 * @param selfWatch whether the stack sends its own telemetry to itself; off in benchmarks
 * @param sqlGateway whether the Flink SQL gateway runs too
 * @param bare whether only Kafka and Flink run, and no job that is not asked for: for benchmarks,
 *     whose figures are to be of one job
 */
public record StackSettings(
    Configuration configuration,
    @Nullable Path configFile,
    Ports ports,
    boolean selfWatch,
    boolean sqlGateway,
    boolean bare) {

  /** As the configuration says. */
  public static StackSettings of(Configuration configuration, @Nullable Path configFile) {
    return new StackSettings(
        configuration,
        configFile,
        Ports.of(configuration.stack().ports()),
        configuration.selfWatch(),
        false,
        false);
  }

  public StackSettings withPorts(Ports changed) {
    return new StackSettings(configuration, configFile, changed, selfWatch, sqlGateway, bare);
  }

  public StackSettings withSelfWatch(boolean on) {
    return new StackSettings(configuration, configFile, ports, on, sqlGateway, bare);
  }

  public StackSettings withSqlGateway(boolean on) {
    return new StackSettings(configuration, configFile, ports, selfWatch, on, bare);
  }

  /** Kafka and Flink alone; jobs run when {@link LocalStack#run} asks for them. */
  public StackSettings withoutRest() {
    return new StackSettings(configuration, configFile, ports, selfWatch, sqlGateway, true);
  }

  boolean embeddedKafka() {
    return configuration.kafka().embedded();
  }

  boolean embeddedSearch() {
    return !bare && configuration.search().embedded();
  }

  /** Whether there is a channel to tell people by, usable or not. */
  boolean hasChannels() {
    Configuration.Alerting alerting = configuration.alerting();
    return !bare && !(alerting.channels().isEmpty() && alerting.unusable().isEmpty());
  }

  /** Where Kafka is reached, embedded or not. */
  public String kafkaBootstrap() {
    return embeddedKafka()
        ? "127.0.0.1:" + ports.kafka()
        : String.join(",", configuration.kafka().bootstrap());
  }

  /** Where the search cluster is reached, embedded or not: its first node. */
  public URI searchUrl() {
    return embeddedSearch() ? loopback(ports.search()) : configuration.search().hosts().get(0);
  }

  /** Where the archive is: below the home unless the configuration says otherwise. */
  CatalogOptions catalog(StackHome home) {
    return StackCatalog.of(configuration.lakehouse(), home.root());
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
