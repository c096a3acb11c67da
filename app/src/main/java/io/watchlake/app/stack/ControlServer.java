package io.watchlake.app.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supervisor's endpoint, on loopback.
 *
 * <p>{@code GET /components}, {@code POST /components/<name>/stop}, {@code POST
 * /components/<name>/start}, {@code GET /jobs}, {@code GET /start}, {@code POST
 * /timelines/<name>/start}, {@code POST /timelines/<name>/stop}, {@code POST /shutdown}. A request
 * that changes something must carry {@link #GUARD_HEADER}: a page of another site in a browser on
 * this machine cannot set it.
 */
final class ControlServer implements AutoCloseable {

  static final String GUARD_HEADER = "X-Watchlake-Control";

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Pattern COMPONENT = Pattern.compile("/components/([^/]+)/(start|stop)");
  private static final Pattern TIMELINE = Pattern.compile("/timelines/([^/]+)/(start|stop)");

  private final Actions actions;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Threads.daemon("control"));

  private ControlServer(Actions actions, HttpServer server) {
    this.actions = actions;
    this.server = server;
  }

  /** What the endpoint does; each may throw {@link StackException}. */
  interface Actions {
    List<ComponentStatus> components();

    /** Ends a component's process and leaves it ended. */
    void stopComponent(String name);

    /** Has a component's process run again; returns at once. */
    void startComponent(String name);

    List<JobStatus> jobs();

    /** See {@link StackClient#notStarted}. */
    List<String> notStarted();

    void startTimeline(Timeline timeline);

    void stopTimeline(Timeline timeline);

    /** Stops everything but this endpoint, and says how it goes on. */
    void shutdown(Consumer<String> progress);

    /** The answer to a shutdown is sent; nothing holds the supervisor any more. */
    void shutdownAnswered();
  }

  static ControlServer start(int port, Actions actions) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ControlServer control = new ControlServer(actions, server);
    server.createContext("/", control::handle);
    server.setExecutor(control.threads);
    server.start();
    return control;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      route(exchange);
    } catch (StackException refused) {
      answer(exchange, 409, Map.of("error", refused.getMessage()));
    } catch (IllegalArgumentException bad) {
      answer(exchange, 400, Map.of("error", String.valueOf(bad.getMessage())));
    } catch (RuntimeException failure) {
      LOG.error("{} failed", exchange.getRequestURI(), failure);
      answer(exchange, 500, Map.of("error", failure.toString()));
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean read = exchange.getRequestMethod().equals("GET");
    boolean change = exchange.getRequestMethod().equals("POST");
    Matcher component = COMPONENT.matcher(path);
    Matcher timeline = TIMELINE.matcher(path);
    if (change && !exchange.getRequestHeaders().containsKey(GUARD_HEADER)) {
      answer(exchange, 403, Map.of("error", "the header " + GUARD_HEADER + " is missing"));
    } else if (read && path.equals("/components")) {
      answer(exchange, 200, actions.components());
    } else if (read && path.equals("/jobs")) {
      answer(exchange, 200, actions.jobs());
    } else if (read && path.equals("/start")) {
      answer(exchange, 200, actions.notStarted());
    } else if (change && component.matches()) {
      if (component.group(2).equals("start")) {
        actions.startComponent(component.group(1));
      } else {
        actions.stopComponent(component.group(1));
      }
      answer(exchange, 200, Map.of("component", component.group(1)));
    } else if (change && timeline.matches()) {
      Timeline named = new Timeline(timeline.group(1));
      if (timeline.group(2).equals("start")) {
        actions.startTimeline(named);
      } else {
        actions.stopTimeline(named);
      }
      answer(exchange, 200, Map.of("timeline", named.name()));
    } else if (change && path.equals("/shutdown")) {
      shutdown(exchange);
    } else {
      answer(exchange, 404, Map.of("error", "there is no " + path + " here"));
    }
  }

  private void shutdown(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      actions.shutdown(line -> writeLine(out, line));
    } finally {
      actions.shutdownAnswered();
    }
  }

  private static synchronized void writeLine(OutputStream out, String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      // Whoever asked does not listen any more; the shutdown goes on all the same.
      LOG.debug("nobody reads the progress of the shutdown", gone);
    }
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = Json.bytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
