package io.watchlake.app.bench.peer;

import io.watchlake.app.bench.load.MetricGenerator;
import io.watchlake.app.bench.load.RemoteWriteEncoder;
import io.watchlake.app.bench.load.Workload;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Sends a workload to a peer and measures what the peer's process takes for it. */
public final class PeerRun {

  /** As Prometheus sends when it has much to send. */
  private static final int SAMPLES_A_REQUEST = 5_000;

  /** What a peer does after its last answer is work for these points too. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private static final double MILLION = 1e6;
  private static final double MIB = 1 << 20;

  private final Workload workload;
  private final LongConsumer progress;
  private final RemoteWriteEncoder encoder;
  private int buffered;
  private long sent;
  private long steadyFrom;
  private double cpuAtSteady;

  private PeerRun(Workload workload, LongConsumer progress) {
    this.workload = workload;
    this.progress = progress;
    this.encoder = new RemoteWriteEncoder(workload);
  }

  /**
   * Runs a workload against a peer; empty where the peer is not installed.
   *
   * @param folder an empty folder for its data
   * @param progress is told how many points were sent
   * @throws IllegalStateException if it does not start or refuses points
   */
  public static Optional<PeerFigures> of(
      Peer peer, Workload workload, Path folder, LongConsumer progress)
      throws InterruptedException {
    Optional<Path> executable = PeerServer.find(peer);
    if (executable.isEmpty()) {
      return Optional.empty();
    }
    try (PeerServer server = PeerServer.start(peer, executable.get(), folder, "global: {}\n")) {
      return Optional.of(new PeerRun(workload, progress).run(server));
    }
  }

  private PeerFigures run(PeerServer server) throws InterruptedException {
    double cpuBefore = server.cpuSeconds();
    cpuAtSteady = cpuBefore;
    Long takenBefore = server.taken();
    long begun = System.nanoTime();
    new MetricGenerator(workload)
        .run(
            0,
            1,
            batch -> {
              encoder.add(batch);
              buffered += batch.size();
              if (buffered + Workload.BATCH_POINTS > SAMPLES_A_REQUEST) {
                send(server);
              }
            });
    send(server);
    double seconds = (System.nanoTime() - begun) / 1e9;
    TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
    double cpuAfter = server.cpuSeconds();
    Long takenAfter = server.taken();
    if (takenBefore != null && takenAfter != null && takenAfter - takenBefore < sent) {
      throw new IllegalStateException(
          "of " + sent + " points the server took " + (takenAfter - takenBefore));
    }
    return new PeerFigures(
        sent,
        (cpuAfter - cpuAtSteady) / ((sent - steadyFrom) / MILLION),
        (cpuAfter - cpuBefore) / (sent / MILLION),
        sent / seconds,
        server.diskBytes() / (double) sent,
        server.peakBytes() / MIB);
  }

  private void send(PeerServer server) throws InterruptedException {
    if (buffered == 0) {
      return;
    }
    if (steadyFrom == 0 && sent >= workload.points() / 2) {
      steadyFrom = sent;
      cpuAtSteady = server.cpuSeconds();
    }
    server.write(SnappyBlock.compress(encoder.take()));
    sent += buffered;
    buffered = 0;
    progress.accept(sent);
  }
}
