package io.watchlake.app.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Tells on loopback what the notifier does: {@code /status} as JSON, {@code /metrics} for
 * Prometheus.
 */
final class NotifierEndpoint implements AutoCloseable {

  private static final String PREFIX = "watchlake_notifier_";

  private final HttpServer server;
  private final Supplier<List<ChannelStats.Figures>> figures;

  private NotifierEndpoint(HttpServer server, Supplier<List<ChannelStats.Figures>> figures) {
    this.server = server;
    this.figures = figures;
  }

  /** Listens when it returns. */
  static NotifierEndpoint start(int port, Supplier<List<ChannelStats.Figures>> figures)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    NotifierEndpoint endpoint = new NotifierEndpoint(server, figures);
    server.createContext("/status", endpoint::status);
    server.createContext("/metrics", endpoint::metrics);
    server.start();
    return endpoint;
  }

  /** Where it listens. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void status(HttpExchange exchange) throws IOException {
    answer(exchange, "application/json", Json.write(figures.get()));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    List<ChannelStats.Figures> now = figures.get();
    StringBuilder text = new StringBuilder();
    family(text, "sent_total", "counter", "Messages that a channel took.", now, c -> c.sent());
    family(text, "dead_total", "counter", "Messages that were given up.", now, c -> c.dead());
    family(text, "retries_total", "counter", "Tries to be repeated.", now, c -> c.retries());
    family(
        text,
        "superseded_total",
        "counter",
        "Old notifications that gave way to newer ones.",
        now,
        c -> c.superseded());
    family(
        text,
        "repeats_total",
        "counter",
        "Messages that were known to be sent.",
        now,
        c -> c.repeats());
    family(
        text,
        "faults_total",
        "counter",
        "Templates that could not be used, and recipients that were refused.",
        now,
        c -> c.faults());
    family(
        text, "waiting", "gauge", "Notifications that wait for their turn.", now, c -> c.waiting());
    answer(exchange, "text/plain; version=0.0.4; charset=utf-8", text.toString());
  }

  private static void family(
      StringBuilder text,
      String name,
      String type,
      String help,
      List<ChannelStats.Figures> channels,
      ToLongFunction<ChannelStats.Figures> value) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    for (ChannelStats.Figures channel : channels) {
      text.append(PREFIX)
          .append(name)
          .append("{channel=\"")
          .append(channel.channel().replace("\\", "\\\\").replace("\"", "\\\""))
          .append("\"} ")
          .append(value.applyAsLong(channel))
          .append('\n');
    }
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
