package io.watchlake.app.bench;

import io.watchlake.app.bench.MetricsFigures.SecondHalf;
import io.watchlake.app.bench.floor.FloorFigures;
import io.watchlake.app.bench.load.KafkaFeed;
import io.watchlake.app.bench.load.Workload;
import io.watchlake.app.bench.peer.Peer;
import io.watchlake.app.bench.peer.PeerFigures;
import io.watchlake.app.bench.peer.PeerRun;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The backlog benchmark: a full topic, and what the job {@code metrics} takes to archive it. */
final class MetricsBench {

  private static final double MILLION = 1e6;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration FLOOR_PATIENCE = Duration.ofMinutes(30);

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is measured.
   *
   * @param series how many series are sent side by side
   * @param points how many points the job archives
   * @param peerPoints how many of them each peer is sent; 0 leaves the peers out
   * @param floor whether the floor is measured
   */
  record Settings(int series, long points, long peerPoints, boolean floor) {

    /** Decides order and values. */
    static final long SEED = 20_260_101;

    /** The topic, compressed, and the tables; each a little more than was ever seen. */
    private static final long BYTES_A_POINT = 60;

    private static final long BYTES_OF_STACK = 1L << 30;

    Workload workload(Instant now, long howMany) {
      return Workload.until(now, series, howMany, SEED);
    }

    long neededBytes() {
      return BYTES_OF_STACK + points * BYTES_A_POINT;
    }
  }

  MetricsBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  /** Runs everything. */
  MetricsFigures run() throws InterruptedException {
    Instant now = Instant.now();
    Path home = folder.path().resolve("stack");
    console.say("starting Kafka and Flink in %s", folder.path());
    LocalStack stack =
        folder.using(
            LocalStack.start(home, LocalStack.quietSettings().withoutRest(), ignored -> {}));
    KafkaFeed feed =
        new KafkaFeed(stack.info().kafkaBootstrap(), settings.workload(now, settings.points()));
    fill(feed);
    JobRun.Took took;
    Map<String, Long> rollups;
    long lakeBytes;
    FloorFigures floor;
    try (TopicAdmin kafka = TopicAdmin.connect(stack.info().kafkaBootstrap());
        Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      took = archive(new JobRun(stack, kafka, lakehouse));
      console.say("checking the rows");
      rollups = verify(home, kafka, feed);
      lakeBytes = folder.bytes("stack/lakehouse");
      console.say("stopping the job");
      stack.stopJobs();
      floor = settings.floor() ? floor(stack, kafka, feed) : null;
    }
    console.say("stopping the stack");
    stack.close();
    Map<String, PeerFigures> peers = peers(now);
    double cpu = took.flinkCpuSeconds() / (settings.points() / MILLION);
    return new MetricsFigures(
        settings.series(),
        feed.seriesSent(),
        settings.points(),
        settings.points() / took.seconds(),
        took.seconds(),
        cpu,
        took.brokerCpuSeconds() / (settings.points() / MILLION),
        took.chunks().bytes() / (double) settings.points(),
        lakeBytes / (double) settings.points(),
        feed.rawBytes() / (double) settings.points(),
        took.peakMemoryMb(),
        took.chunks().commits(),
        rollups,
        floor == null ? null : cpu / floor.cpuSecondsPerMillionPoints(),
        ratio(cpu, peers.get(Peer.PROMETHEUS.name())),
        ratio(cpu, peers.get(Peer.VICTORIA_METRICS.name())),
        secondHalf(took.secondHalf(), peers),
        floor,
        peers,
        Machine.versions(),
        MetricsFigures.remarks(settings.points(), took.chunks().commits()),
        true);
  }

  private @Nullable SecondHalf secondHalf(JobRun.Part part, Map<String, PeerFigures> peers) {
    double points = part.share() * settings.points();
    if (points <= 0 || part.seconds() <= 0) {
      return null;
    }
    double cpu = part.flinkCpuSeconds() / (points / MILLION);
    return new SecondHalf(
        cpu,
        points / part.seconds(),
        ratio(cpu, peers.get(Peer.PROMETHEUS.name())),
        ratio(cpu, peers.get(Peer.VICTORIA_METRICS.name())));
  }

  private static @Nullable Double ratio(double cpu, @Nullable PeerFigures peer) {
    return peer == null ? null : cpu / peer.cpuSecondsPerMillionPoints();
  }

  private void fill(KafkaFeed feed) throws InterruptedException {
    try (Progress progress =
        console.progress("filling the topic", feed::pointsSent, settings.points())) {
      progress.start();
      feed.run(batch -> {}, (partition, offset, arrival) -> {});
    }
  }

  private JobRun.Took archive(JobRun job) throws InterruptedException {
    AtomicLong done = new AtomicLong();
    try (Progress progress = console.progress("archiving", done::get, settings.points())) {
      progress.start();
      return job.run(share -> done.set((long) (share * settings.points())));
    }
  }

  /** Sees that every point is there once; returns the rows of the rollups. */
  private Map<String, Long> verify(Path home, TopicAdmin kafka, KafkaFeed feed)
      throws InterruptedException {
    try (SqlEngine sql = SqlEngine.open(CatalogOptions.local(home), SqlSettings.DEFAULT)) {
      Verification verification = new Verification(sql);
      verification.awaitPoints(kafka, settings.points(), PATIENCE);
      verification.series(feed.seriesSent());
      return verification.rollups(PATIENCE);
    }
  }

  /** The same work without Flink, on the same topic; its rows are checked like the job's. */
  private FloorFigures floor(LocalStack stack, TopicAdmin kafka, KafkaFeed feed)
      throws InterruptedException {
    console.say("the same work without Flink");
    Path home = folder.path().resolve("floor");
    FloorFigures figures =
        FloorProcess.run(stack, folder, home, Workload.TEN_SECOND_SERIES, FLOOR_PATIENCE);
    console.say("checking its rows");
    verify(home, kafka, feed);
    return figures;
  }

  private Map<String, PeerFigures> peers(Instant now) throws InterruptedException {
    Map<String, PeerFigures> figures = new LinkedHashMap<>();
    if (settings.peerPoints() == 0) {
      return figures;
    }
    for (Peer peer : Peer.ALL) {
      AtomicLong done = new AtomicLong();
      try (Progress progress =
          console.progress("sending to " + peer.name(), done::get, settings.peerPoints())) {
        progress.start();
        PeerRun.of(
                peer,
                settings.workload(now, settings.peerPoints()),
                folder.path().resolve(peer.name()),
                done::set)
            .ifPresent(found -> figures.put(peer.name(), found));
      }
      if (!figures.containsKey(peer.name())) {
        console.say(
            "NOT MEASURED: %s is not installed (apt-get install %s); its ratio is null",
            peer.command(), peer.packageName());
      }
    }
    return figures;
  }
}
