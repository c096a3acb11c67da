package io.watchlake.jobs.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.connectors.prometheus.codec.RemoteWriteException;
import io.watchlake.connectors.prometheus.codec.RemoteWriteReader;
import io.watchlake.connectors.prometheus.codec.RemoteWriteVersion;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import io.watchlake.connectors.prometheus.codec.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Receives remote write over real HTTP and answers as a test wants it; what it answers with 204 it
 * has taken.
 */
public final class RemoteWriteReceiver implements AutoCloseable {

  private static final int LIMIT = 64 * 1024 * 1024;

  private final HttpServer server;
  private final Function<List<TimeSeries>, Answer> judge;
  private final List<TimeSeries> taken = new CopyOnWriteArrayList<>();
  private final List<Integer> asked = new CopyOnWriteArrayList<>();

  /** What it answers; {@code retryAfter} in seconds, 0 for none. */
  public record Answer(int status, String body, int retryAfter) {

    public static final Answer TAKEN = new Answer(204, "", 0);
  }

  /**
   * Starts it on a free port.
   *
   * @param judge gives the answer to each request, one after the other
   */
  public RemoteWriteReceiver(Function<List<TimeSeries>, Answer> judge) {
    this.judge = judge;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v1/write", this::handle);
    server.start();
  }

  /** Where it takes requests. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/write");
  }

  /** Series of all requests that were taken, in their order. */
  public List<TimeSeries> taken() {
    return new ArrayList<>(taken);
  }

  /** How many series each request had, refused ones too. */
  public List<Integer> asked() {
    return new ArrayList<>(asked);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      List<TimeSeries> series =
          RemoteWriteReader.read(RemoteWriteVersion.V1, SnappyBlock.decompress(body, LIMIT))
              .series();
      asked.add(series.size());
      Answer answer = judge.apply(series);
      if (answer.status() / 100 == 2) {
        taken.addAll(series);
      }
      if (answer.retryAfter() > 0) {
        exchange.getResponseHeaders().add("Retry-After", Integer.toString(answer.retryAfter()));
      }
      byte[] words = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), words.length == 0 ? -1 : words.length);
      if (words.length > 0) {
        exchange.getResponseBody().write(words);
      }
    } catch (RemoteWriteException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
