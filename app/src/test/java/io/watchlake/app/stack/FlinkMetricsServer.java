package io.watchlake.app.stack;

import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Flink's REST API with one job, {@code alerts}, as far as counts of keys need it. */
public final class FlinkMetricsServer implements AutoCloseable {

  private static final String METRICS = "/jobs/j1/vertices/v2/subtasks/metrics";

  private final HttpServer server;
  private final Map<String, Double> sums;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private FlinkMetricsServer(int port, String state, Map<String, Double> sums) {
    this.sums = new TreeMap<>(sums);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/jobs/overview",
        exchange ->
            answer(
                exchange,
                """
                {"jobs": [{"jid": "j0", "name": "alerts", "state": "CANCELED"},
                {"jid": "j1", "name": "alerts", "state": "%s"}]}
                """
                    .formatted(state)));
    server.createContext(
        "/jobs/j1",
        exchange ->
            answer(
                exchange,
                """
                {"vertices": [{"id": "v1", "name": "alerts.route.v1"},
                {"id": "v2", "name": "alerts.evaluate.v1 -> x"}]}
                """));
    server.createContext(METRICS, this::metrics);
    server.start();
  }

  /**
   * Where the stack of a home says that Flink is, see {@link SupervisorFile}.
   *
   * @param state of the job, by Flink's word
   * @param sums by the metrics' ids
   */
  public static FlinkMetricsServer ofStack(Path home, String state, Map<String, Double> sums) {
    URI flink = StackClient.of(home).info().flinkUrl();
    return new FlinkMetricsServer(flink.getPort(), state, sums);
  }

  /** Somewhere, with a job that runs. */
  static FlinkMetricsServer open(Map<String, Double> sums) {
    return new FlinkMetricsServer(0, "RUNNING", sums);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The queries for metrics that came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (query == null) {
      answer(
          exchange,
          sums.keySet().stream()
              .map("{\"id\": \"%s\"}"::formatted)
              .collect(joining(",", "[", "]")));
      return;
    }
    asked.add(query);
    List<String> found = new ArrayList<>();
    for (String id : query.substring(query.indexOf("get=") + 4).split(",")) {
      Double sum = sums.get(id);
      if (sum == null) {
        // As Flink answers when it does not know one of them.
        answer(exchange, "[]");
        return;
      }
      found.add("{\"id\": \"" + id + "\", \"sum\": " + sum + "}");
    }
    answer(exchange, "[" + String.join(",", found) + "]");
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
