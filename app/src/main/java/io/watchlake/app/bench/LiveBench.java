package io.watchlake.app.bench;

import io.watchlake.app.bench.load.KafkaFeed;
import io.watchlake.app.bench.load.SampleBatch;
import io.watchlake.app.bench.load.Workload;
import io.watchlake.app.bench.measure.CpuRecorder;
import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.bench.measure.TableSize;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.stack.Components;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.maintenance.Maintenance;
import io.watchlake.lakehouse.maintenance.MaintenancePolicy;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The live benchmark: a steady rate of points as they are taken, and how soon SQL has them. */
final class LiveBench {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration COMPACTION = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 250;
  private static final double MILLION = 1e6;
  private static final double MIB = 1 << 20;

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is sent.
   *
   * @param series how many series are sent side by side
   * @param rate points a second
   * @param duration for how long
   */
  record Settings(int series, int rate, Duration duration) {

    private static final long BYTES_A_POINT = 100;
    private static final long BYTES_OF_STACK = 1L << 30;

    long neededBytes() {
      return BYTES_OF_STACK + rate * duration.toSeconds() * BYTES_A_POINT;
    }
  }

  LiveBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  /** Runs everything. */
  LiveFigures run() throws InterruptedException {
    Path home = folder.path().resolve("stack");
    console.say("starting Kafka and Flink in %s", folder.path());
    LocalStack stack =
        folder.using(
            LocalStack.start(home, LocalStack.quietSettings().withoutRest(), ignored -> {}));
    stack.run(JobNames.METRICS);
    CatalogOptions catalog = CatalogOptions.local(home);
    try (Lakehouse lakehouse = Lakehouse.open(catalog);
        SqlEngine sql = SqlEngine.open(catalog, SqlSettings.DEFAULT);
        TopicAdmin kafka = TopicAdmin.connect(stack.info().kafkaBootstrap())) {
      return measure(stack, lakehouse, sql, kafka);
    }
  }

  private LiveFigures measure(
      LocalStack stack, Lakehouse lakehouse, SqlEngine sql, TopicAdmin kafka)
      throws InterruptedException {
    Instant begun = Instant.now();
    Workload workload =
        Workload.from(
            begun,
            settings.series(),
            settings.rate(),
            settings.duration(),
            MetricsBench.Settings.SEED);
    KafkaFeed feed = new KafkaFeed(stack.info().kafkaBootstrap(), workload);
    long jobManager = stack.pid(Components.JOB_MANAGER).orElseThrow();
    long taskManager = stack.pid(Components.TASK_MANAGER).orElseThrow();
    long broker = stack.pid(Components.KAFKA).orElseThrow();
    try (CpuRecorder cpu = CpuRecorder.of(jobManager, taskManager, broker)) {
      Freshness freshness = new Freshness(sql);
      send(feed, workload, freshness);
      double sending = Seconds.between(begun, Instant.now());
      Verification verification = new Verification(sql);
      verification.awaitPoints(kafka, workload.points(), PATIENCE);
      TableSize before = TableSize.of(lakehouse.table(Tables.METRIC_CHUNKS));
      Instant committed = Objects.requireNonNull(before.lastCommit(), "nothing was committed");
      double flink =
          cpu.seconds(jobManager, begun, committed) + cpu.seconds(taskManager, begun, committed);
      double peak = (ProcessUse.peakBytes(jobManager) + ProcessUse.peakBytes(taskManager)) / MIB;
      console.say("running the job maintain");
      stack.run(JobNames.MAINTAIN);
      awaitCompacted(lakehouse);
      TableSize after = TableSize.of(lakehouse.table(Tables.METRIC_CHUNKS));
      verification.awaitPoints(kafka, workload.points(), PATIENCE);
      double millions = workload.points() / MILLION;
      return new LiveFigures(
          settings.series(),
          workload.points(),
          sending,
          workload.points() / sending,
          freshness.seconds(0.50),
          freshness.seconds(0.99),
          flink / millions,
          cpu.seconds(broker, begun, committed) / millions,
          before.bytes() / (double) workload.points(),
          after.bytes() / (double) workload.points(),
          before.files(),
          after.files(),
          peak,
          before.commits(),
          Machine.versions(),
          true);
    }
  }

  /** Sends everything at its time, and returns when SQL has seen it. */
  private void send(KafkaFeed feed, Workload workload, Freshness freshness)
      throws InterruptedException {
    Thread looking = new Thread(freshness, "freshness");
    looking.setDaemon(true);
    looking.start();
    try (Progress progress = console.progress("feeding", feed::pointsSent, workload.points())) {
      progress.start();
      feed.run(LiveBench::awaitDue, freshness::arrived);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (freshness.unseen() > 0 && looking.isAlive() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } finally {
      freshness.stop();
      looking.join();
    }
    if (freshness.unseen() > 0) {
      throw CommandException.failed(
          "NOT VERIFIED: SQL does not see "
              + freshness.unseen()
              + " messages "
              + PATIENCE
              + " after the last was sent");
    }
  }

  /** Waits until {@code maintain} finds no more to do. */
  private static void awaitCompacted(Lakehouse lakehouse) throws InterruptedException {
    Maintenance maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    long deadline = System.nanoTime() + COMPACTION.toNanos();
    while (!maintenance.plan(Tables.METRIC_CHUNKS).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw CommandException.failed("maintain was not done after " + COMPACTION);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static void awaitDue(SampleBatch batch) throws InterruptedException {
    long now = System.currentTimeMillis();
    long due = TimeUnit.NANOSECONDS.toMillis(batch.timeUnixNano());
    if (due > now) {
      TimeUnit.MILLISECONDS.sleep(due - now);
    }
  }
}
