package io.watchlake.app.bench.peer;

import io.watchlake.app.bench.measure.ProcessUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A peer that runs, in a folder of its own. */
final class PeerServer implements AutoCloseable {

  private final Peer peer;
  private final Path folder;
  private final ServerProcess server;

  private PeerServer(Peer peer, Path folder, ServerProcess server) {
    this.peer = peer;
    this.folder = folder;
    this.server = server;
  }

  /** Where a peer's command is; empty where it is not installed. */
  static Optional<Path> find(Peer peer) {
    return ServerProcess.find(peer.command());
  }

  /**
   * Starts a peer and waits until it can be written to.
   *
   * @param folder an empty folder
   * @param configuration the text of its file, which only Prometheus reads
   * @throws IllegalStateException if it does not start
   */
  static PeerServer start(Peer peer, Path executable, Path folder, String configuration)
      throws InterruptedException {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("prometheus.yml"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PeerServer(
        peer,
        folder,
        ServerProcess.start(
            peer.name(),
            folder,
            peer.readyPath(),
            port -> peer.commandLine(executable, folder, port)));
  }

  /** Waits until a path answers with a text in its body. */
  void await(String path, String text) throws InterruptedException {
    server.await(path, text);
  }

  /**
   * Has it take a remote write request.
   *
   * @param compressed by snappy
   */
  void write(byte[] compressed) throws InterruptedException {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/write")
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(compressed)));
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          peer.name() + " refused points: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** How many samples it says it took; null where it does not say. */
  @Nullable Long taken() throws InterruptedException {
    return server
        .send(server.request("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(peer.takenMetric()))
        .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Long::sum)
        .orElse(null);
  }

  double cpuSeconds() {
    return ProcessUse.cpuSeconds(server.pid());
  }

  long peakBytes() {
    return ProcessUse.peakBytes(server.pid());
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
    server.close();
  }
}
