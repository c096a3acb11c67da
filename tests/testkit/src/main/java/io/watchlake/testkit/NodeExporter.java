package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real node exporter on a free port of loopback, with a few of its collectors. */
public final class NodeExporter implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Process process;
  private final int port;
  private final Thread reaper;

  private NodeExporter(Process process, int port) {
    this.process = process;
    this.port = port;
    this.reaper = new Thread(this::kill, "node-exporter-reaper");
  }

  /** Whether there is one to start; Debian's package is {@code prometheus-node-exporter}. */
  public static boolean isInstalled() {
    return Programs.isInstalled("prometheus-node-exporter");
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param directory for its log
   */
  public static NodeExporter start(Path directory) {
    try {
      int port = Programs.freePort();
      Path log = directory.resolve("node-exporter.log");
      NodeExporter exporter =
          new NodeExporter(
              Programs.launch(
                  directory,
                  log,
                  List.of(
                      "prometheus-node-exporter",
                      "--web.listen-address=127.0.0.1:" + port,
                      "--collector.disable-defaults",
                      "--collector.cpu",
                      "--collector.loadavg",
                      "--collector.meminfo",
                      "--collector.stat",
                      "--collector.vmstat",
                      "--collector.uname")),
              port);
      Runtime.getRuntime().addShutdownHook(exporter.reaper);
      Programs.await(exporter.process, log, START_TIMEOUT, exporter::listens);
      return exporter;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code host:port} to scrape. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void kill() {
    process.destroyForcibly();
    Programs.waitFor(process, STOP_TIMEOUT);
  }

  /** Kills it: it keeps nothing. */
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
