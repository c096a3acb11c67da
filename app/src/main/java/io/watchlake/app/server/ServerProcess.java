package io.watchlake.app.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.ingest.IngestOptions;
import io.watchlake.app.ingest.IngestService;
import io.watchlake.app.ingest.IngestStats;
import io.watchlake.app.ingest.WebhookOptions;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.stack.SupervisorInfo;
import io.watchlake.app.status.StackStatus;
import io.watchlake.app.status.StatusCollector;
import io.watchlake.app.status.TableHealthFigures;
import io.watchlake.app.webhook.Webhook;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the server process runs, opened in order and closed in reverse. */
final class ServerProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

  /** What is on its way to Kafka may finish; the supervisor waits longer than this. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final SupervisorInfo stack;

  private ServerProcess(SupervisorInfo stack) {
    this.stack = stack;
  }

  /** Listens on all ports when it returns. */
  static ServerProcess start(
      Path home, SupervisorInfo stack, CatalogOptions catalog, Configuration configuration) {
    ServerProcess process = new ServerProcess(stack);
    try {
      process.open(home, catalog, configuration);
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private void open(Path home, CatalogOptions catalog, Configuration configuration) {
    IngestService ingest =
        opened(
            new IngestService(
                ingestOptions(configuration.ingest()), webhooks(configuration.webhooks())));
    listen(stack.otlpHttpUrl(), ingest::registerHttp);
    listen(stack.otlpGrpcUrl(), ingest::registerGrpc);
    LakehouseSql sql = opened(LakehouseSql.open(catalog));
    TableHealthFigures tables = opened(TableHealthFigures.open(catalog, InstantSource.system()));
    StatusCollector status =
        opened(
            new StatusCollector(
                home,
                new StatusCollector.Sources(sql, tables::ask, () -> figures(ingest.stats())),
                InstantSource.system()));
    opened(new AppServer(stack.appUrl().getPort(), status, sql, InstantSource.system())).start();
  }

  /** The sizes fit: the configuration allows no more than 1 GiB. */
  private IngestOptions ingestOptions(Configuration.Ingest limits) {
    return new IngestOptions(
        stack.kafkaBootstrap(),
        Math.toIntExact(limits.maxBody().bytes()),
        Math.toIntExact(limits.maxRequest().bytes()),
        limits.maxInFlight().bytes(),
        limits.timeout());
  }

  private static WebhookOptions webhooks(Configuration.Webhooks configured) {
    Map<Webhook, WebhookOptions.Source> secrets = new EnumMap<>(Webhook.class);
    configured
        .secrets()
        .forEach((webhook, secret) -> secrets.put(webhook, () -> secret.reveal(System.getenv())));
    return new WebhookOptions(secrets, configured.allowUnsigned());
  }

  private void listen(URI address, Consumer<ServerBuilder> services) {
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()))
            .gracefulShutdownTimeout(Duration.ZERO, GRACE);
    services.accept(builder);
    Server server = builder.build();
    opened(() -> server.stop().join());
    server.start().join();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  private static StackStatus.Ingest figures(IngestStats stats) {
    IngestStats.Snapshot now = stats.snapshot();
    Map<String, StackStatus.IngestSignal> signals = new TreeMap<>();
    now.signals()
        .forEach(
            (name, counts) ->
                signals.put(
                    name,
                    new StackStatus.IngestSignal(
                        counts.requests(), counts.records(), counts.bytes(), counts.rejected())));
    return new StackStatus.Ingest(
        signals, now.refused(), now.requestsInFlight(), now.bytesInFlight());
  }

  /** Where it listens, for the log. */
  String addresses() {
    return stack.appUrl() + " (page, API), " + stack.otlpHttpUrl() + " and " + stack.otlpGrpcUrl();
  }

  /** Closes what was opened, the newest first; closing again does nothing. */
  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable resource = opened.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("{} did not close", resource.getClass().getSimpleName(), e);
      }
    }
  }
}
