package io.watchlake.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The people at the end of a webhook: they take whatever they are told, and remember it. */
final class ToldPeople implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Told> told = new ArrayList<>();

  /**
   * A request that came.
   *
   * @param id of the notification
   * @param body as Alertmanager's webhooks are
   */
  record Told(String id, JsonNode body) {}

  private ToldPeople(HttpServer server) {
    this.server = server;
  }

  /** Begins to listen, on a free port. */
  static ToldPeople listening() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      ToldPeople people = new ToldPeople(server);
      server.createContext("/", people::take);
      server.start();
      return people;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
  }

  /** All that came so far, in the order it came, repeats among it. */
  synchronized List<Told> all() {
    return List.copyOf(told);
  }

  private void take(HttpExchange request) throws IOException {
    try (request) {
      JsonNode body = JSON.readTree(request.getRequestBody());
      synchronized (this) {
        told.add(new Told(request.getRequestHeaders().getFirst("X-Watchlake-Notification"), body));
      }
      request.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
