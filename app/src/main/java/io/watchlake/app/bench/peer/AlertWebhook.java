package io.watchlake.app.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hears on loopback what Alertmanager tells a webhook, and keeps when each host's alert came. */
final class AlertWebhook implements AutoCloseable {

  private static final int OK = 200;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final Map<String, Long> nanosOfHosts = new ConcurrentHashMap<>();

  private AlertWebhook(HttpServer server) {
    this.server = server;
  }

  /** Listens when it returns. */
  static AlertWebhook start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      AlertWebhook webhook = new AlertWebhook(server);
      server.createContext("/", webhook::hear);
      server.start();
      return webhook;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** {@link System#nanoTime} of the first that was heard of each host, by its name. */
  Map<String, Long> nanosOfHosts() {
    return nanosOfHosts;
  }

  private void hear(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      for (JsonNode alert : Json.mapper().readTree(exchange.getRequestBody()).path("alerts")) {
        nanosOfHosts.putIfAbsent(alert.path("labels").path(AlertWorkload.HOST).asText(), now);
      }
      exchange.sendResponseHeaders(OK, NO_BODY);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
