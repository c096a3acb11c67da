package io.watchlake.app.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The other side of a channel: an HTTP server that keeps what it hears. */
final class Ear implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final IntFunction<Answer> answers;

  /**
   * What it heard.
   *
   * @param id the notification's, by its header; empty where there is none
   * @param nanos when, by {@link System#nanoTime}
   */
  record Heard(String id, String body, long nanos) {}

  /**
   * What it answers.
   *
   * @param retryAfter seconds; 0 for none
   */
  record Answer(int status, int retryAfter) {

    static final Answer OK = new Answer(200, 0);
  }

  private Ear(HttpServer server, IntFunction<Answer> answers) {
    this.server = server;
    this.answers = answers;
  }

  /** Answers every request with success. */
  static Ear open() throws IOException {
    return answering(number -> Answer.OK);
  }

  /**
   * Answers as a test wants; runs on the request's thread, so it may wait.
   *
   * @param answers by the number of the request, from 1
   */
  static Ear answering(IntFunction<Answer> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Ear ear = new Ear(server, answers);
    server.createContext("/", ear::hear);
    server.setExecutor(ear.threads);
    server.start();
    return ear;
  }

  private void hear(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("X-Watchlake-Notification");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int number;
    synchronized (heard) {
      heard.add(new Heard(id == null ? "" : id, body, System.nanoTime()));
      number = heard.size();
    }
    Answer answer = answers.apply(number);
    if (answer.retryAfter() > 0) {
      exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfter()));
    }
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  List<Heard> heard() {
    return List.copyOf(heard);
  }

  List<String> ids() {
    return heard.stream().map(Heard::id).toList();
  }

  /** Waits until it has heard so many requests. */
  List<Heard> await(int requests) {
    until(() -> heard.size() >= requests, () -> requests + " requests, heard " + ids());
    return heard();
  }

  /** Waits for something. */
  static void until(BooleanSupplier condition, Supplier<String> what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
