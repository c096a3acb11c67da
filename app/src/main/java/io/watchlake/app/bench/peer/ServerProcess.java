package io.watchlake.app.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A server that is installed, in a process of its own, on a free port of loopback. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;
  private static final long END_SECONDS = 20;

  private final String name;
  private final Path log;
  private final Process process;
  private final int port;
  private final Thread reaper;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServerProcess(String name, Path log, Process process, int port) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.port = port;
    // A benchmark that is cut short leaves no server behind.
    this.reaper = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Where a command is; empty where it is not installed. */
  static Optional<Path> find(String command) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/usr/local/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param folder where it works, which exists; its log is there
   * @param readyPath answers 200 when it is
   * @param commandLine its command for a port
   * @throws IllegalStateException if it does not start
   */
  static ServerProcess start(
      String name, Path folder, String readyPath, IntFunction<List<String>> commandLine)
      throws InterruptedException {
    try {
      Path log = folder.resolve("log");
      int port = freePort();
      ServerProcess server =
          new ServerProcess(
              name,
              log,
              new ProcessBuilder(commandLine.apply(port))
                  .directory(folder.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(log.toFile())
                  .start(),
              port);
      server.await(readyPath, "");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until a path answers 200 with a text in its body.
   *
   * @throws IllegalStateException if it does not, with what the server said; the server has ended
   */
  void await(String path, String text) throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers(path, text)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException(name + " did not start: " + said());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean answers(String path, String text) throws InterruptedException {
    try {
      HttpResponse<String> answer = send(request(path));
      return answer.statusCode() == 200 && answer.body().contains(text);
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private String said() {
    try {
      return Files.readString(log).strip();
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** A request for a path, GET where nothing else is set. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address()).resolve(path));
  }

  /**
   * Its answer.
   *
   * @throws UncheckedIOException if there is none
   */
  HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
    try {
      return http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not answer", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs by itself then.
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
