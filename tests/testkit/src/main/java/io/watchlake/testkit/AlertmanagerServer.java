package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Alertmanager, alone, on a free port of loopback, in a process of its own. */
public final class AlertmanagerServer implements AutoCloseable {

  private static final String PROGRAM = "prometheus-alertmanager";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final int port;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread reaper;

  private AlertmanagerServer(Process process, int port) {
    this.process = process;
    this.port = port;
    // A test run that is cut short must leave no server behind.
    this.reaper = new Thread(this::kill, "alertmanager-reaper");
  }

  /** Whether there is one to start; Debian's package is {@code prometheus-alertmanager}. */
  public static boolean isInstalled() {
    return Programs.isInstalled(PROGRAM);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param directory an empty directory for its data and logs
   * @param configuration the text of its configuration file
   */
  public static AlertmanagerServer start(Path directory, String configuration) {
    try {
      Files.createDirectories(directory);
      Path file = Files.writeString(directory.resolve("alertmanager.yml"), configuration);
      int port = Programs.freePort();
      Path log = directory.resolve("alertmanager.log");
      Process process =
          Programs.launch(
              directory,
              log,
              List.of(
                  PROGRAM,
                  "--config.file=" + file,
                  "--storage.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--cluster.listen-address="));
      AlertmanagerServer server = new AlertmanagerServer(process, port);
      Runtime.getRuntime().addShutdownHook(server.reaper);
      Programs.await(process, log, TIMEOUT, server::ready);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, without a slash at the end. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  private boolean ready() {
    try {
      return send(request("/-/ready").build()).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /**
   * Posts JSON to its API.
   *
   * @param path such as {@code /api/v2/alerts}
   * @return the body of its answer
   * @throws IllegalStateException if it does not take it
   */
  public String post(String path, String json) {
    return accepted(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Deletes what is at a path of its API. */
  public void delete(String path) {
    accepted(request(path).DELETE().build());
  }

  /** What is at a path of its API. */
  public String get(String path) {
    return accepted(request(path).build());
  }

  private String accepted(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("Alertmanager answered " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Alertmanager", e);
    }
  }

  private void kill() {
    process.destroyForcibly();
    Programs.waitFor(process, TIMEOUT);
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
