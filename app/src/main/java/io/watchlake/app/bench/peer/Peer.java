package io.watchlake.app.bench.peer;

import java.nio.file.Path;
import java.util.List;

/**
 * A time-series database that takes Prometheus remote write, as Debian packages it.
 *
 * @param name its name
 * @param command its command
 * @param packageName the Debian package that brings it
 * @param readyPath answers 200 when it can be written to
 * @param takenMetric the metric of its own that counts the samples it took
 */
public record Peer(
    String name, String command, String packageName, String readyPath, String takenMetric) {

  public static final Peer PROMETHEUS =
      new Peer(
          "prometheus",
          "prometheus",
          "prometheus",
          "/-/ready",
          "prometheus_tsdb_head_samples_appended_total");

  public static final Peer VICTORIA_METRICS =
      new Peer(
          "victoriametrics",
          "victoria-metrics",
          "victoria-metrics",
          "/health",
          "vm_rows_inserted_total{type=\"promremotewrite\"}");

  /** All of them. */
  public static final List<Peer> ALL = List.of(PROMETHEUS, VICTORIA_METRICS);

  List<String> commandLine(Path executable, Path folder, int port) {
    return this.equals(PROMETHEUS)
        ? List.of(
            executable.toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-remote-write-receiver",
            "--log.level=warn")
        : List.of(
            executable.toString(),
            "-storageDataPath=" + folder.resolve("data"),
            "-httpListenAddr=127.0.0.1:" + port,
            "-retentionPeriod=12",
            "-loggerLevel=WARN");
  }
}
