package io.watchlake.app.bench.peer;

import io.watchlake.app.bench.measure.ProcessUse;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A peer's process, on a free port and in a folder of its own. */
final class PeerServer implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 50;
  private static final long END_SECONDS = 20;

  private final Peer peer;
  private final Path folder;
  private final Process process;
  private final URI base;
  private final Thread reaper;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PeerServer(Peer peer, Path folder, Process process, int port) {
    this.peer = peer;
    this.folder = folder;
    this.process = process;
    this.base = URI.create("http://127.0.0.1:" + port);
    // A benchmark that is cut short leaves no server behind.
    this.reaper = new Thread(process::destroyForcibly, "end-" + peer.name());
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Where a peer's command is; empty where it is not installed. */
  static Optional<Path> find(Peer peer) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/usr/local/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, peer.command()))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a peer and waits until it can be written to.
   *
   * @param folder an empty folder
   * @throws IllegalStateException if it does not start
   */
  static PeerServer start(Peer peer, Path executable, Path folder) throws InterruptedException {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
      int port = freePort();
      PeerServer server =
          new PeerServer(
              peer,
              folder,
              new ProcessBuilder(peer.commandLine(executable, folder, port))
                  .directory(folder.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("log").toFile())
                  .start(),
              port);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String log = log();
        close();
        throw new IllegalStateException(peer.name() + " did not start: " + log);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(base.resolve(peer.readyPath())).GET()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log")).strip();
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  /**
   * Has it take a remote write request.
   *
   * @param compressed by snappy
   */
  void write(byte[] compressed) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1/write"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(compressed));
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            peer.name() + " refused points: " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(peer.name() + " does not answer", e);
    }
  }

  /** How many samples it says it took; null where it does not say. */
  @Nullable Long taken() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(base.resolve("/metrics")).GET())
          .body()
          .lines()
          .filter(line -> line.startsWith(peer.takenMetric()))
          .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .reduce(Long::sum)
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(peer.name() + " does not answer", e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
  }

  double cpuSeconds() {
    return ProcessUse.cpuSeconds(process.pid());
  }

  long peakBytes() {
    return ProcessUse.peakBytes(process.pid());
  }

  /** Bytes of the files below its data folder now. */
  long diskBytes() {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
