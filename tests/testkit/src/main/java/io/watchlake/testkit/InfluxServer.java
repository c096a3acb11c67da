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
 * A real InfluxDB 1 on a free port of loopback, in a process of its own, so that a test can stop it
 * and start it again on the same port with the same data. Not for use by several threads at once.
 */
public final class InfluxServer implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final Path directory;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread reaper;
  private @Nullable Process process;
  private int starts;

  private InfluxServer(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    // A test run that is cut short must leave no server behind.
    this.reaper = new Thread(this::kill, "influxdb-reaper");
  }

  /** Whether there is an InfluxDB to start; Debian's package is {@code influxdb}. */
  public static boolean isInstalled() {
    return Programs.isInstalled("influxd");
  }

  /**
   * Starts it with an empty database and waits until it serves.
   *
   * @param directory an empty directory for its data and logs
   * @param database the database's name
   */
  public static InfluxServer start(Path directory, String database) {
    try {
      Files.createDirectories(directory);
      InfluxServer server = new InfluxServer(directory, Programs.freePort());
      Files.writeString(
          directory.resolve("influxdb.conf"),
          """
          reporting-disabled = true
          bind-address = "127.0.0.1:%d"
          [meta]
            dir = "%s/meta"
          [data]
            dir = "%s/data"
            wal-dir = "%s/wal"
          [http]
            bind-address = "127.0.0.1:%d"
          """
              .formatted(Programs.freePort(), directory, directory, directory, server.port));
      Runtime.getRuntime().addShutdownHook(server.reaper);
      server.start();
      server.ask("POST", "/query?q=" + encoded("CREATE DATABASE \"" + database + '"'));
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
    Path log = directory.resolve("influxdb-" + starts++ + ".log");
    process =
        Programs.launch(
            directory,
            log,
            List.of("influxd", "run", "-config", directory.resolve("influxdb.conf").toString()));
    Programs.await(process, log, START_TIMEOUT, this::ready);
  }

  private boolean ready() {
    try {
      return ask("GET", "/ping").statusCode() == 204;
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
   * Asks a query.
   *
   * @return the JSON of its answer, times in nanoseconds
   */
  public String query(String database, String influxQl) {
    HttpResponse<String> answer =
        ask("GET", "/query?epoch=ns&db=" + encoded(database) + "&q=" + encoded(influxQl));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("InfluxDB answered " + answer.body());
    }
    return answer.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> ask(String method, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(address() + path))
              .timeout(Duration.ofSeconds(30))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking InfluxDB", e);
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
