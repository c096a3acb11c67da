package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real Prometheus on a free port of loopback, in a process of its own, so that a test can stop it
 * and start it again on the same port with the same data. It takes remote write. Not for use by
 * several threads at once.
 */
public final class PrometheusServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

  private final Path directory;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread reaper;
  private @Nullable Process process;
  private int starts;

  private PrometheusServer(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    // A test run that is cut short must leave no server behind.
    this.reaper = new Thread(this::kill, "prometheus-reaper");
  }

  /** Whether there is a Prometheus to start; Debian's package is {@code prometheus}. */
  public static boolean isInstalled() {
    return Programs.isInstalled("prometheus");
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param directory an empty directory for its data and logs
   * @param configuration the text of its configuration file
   */
  public static PrometheusServer start(Path directory, String configuration) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("prometheus.yml"), configuration);
      PrometheusServer server = new PrometheusServer(directory, Programs.freePort());
      Runtime.getRuntime().addShutdownHook(server.reaper);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, without a slash at the end. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts it again after {@link #stop}, on the same port with the same data. */
  public void start() {
    Path log = directory.resolve("prometheus-" + starts++ + ".log");
    process =
        Programs.launch(
            directory,
            log,
            List.of(
                "prometheus",
                "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--log.level=info"));
    Programs.await(process, log, START_TIMEOUT, () -> ready());
  }

  private boolean ready() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Asks it to shut down and waits until it has. */
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      if (!Programs.waitFor(running, STOP_TIMEOUT)) {
        kill();
      }
    }
  }

  private void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      Programs.waitFor(running, STOP_TIMEOUT);
    }
  }

  /**
   * Asks an instant query.
   *
   * @return the JSON of its answer
   */
  public String query(String promQl, long atMillis) {
    HttpResponse<String> answer =
        get(
            "/api/v1/query?query="
                + URLEncoder.encode(promQl, StandardCharsets.UTF_8)
                + "&time="
                + atMillis / 1000
                + String.format(".%03d", atMillis % 1000));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Prometheus answered " + answer.body());
    }
    return answer.body();
  }

  /** What it says of itself, in its text format. */
  public String metrics() {
    return get("/metrics").body();
  }

  private HttpResponse<String> get(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address() + path))
              .timeout(Duration.ofSeconds(30))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Prometheus", e);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs by itself then.
    }
  }
}
