package io.watchlake.app.replay;

import io.watchlake.app.cli.Progress;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.ingest.Signal;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.replay.LakeCounts.Arrived;
import io.watchlake.app.stack.StackClient;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A replay from the start of the timeline's jobs to their end. */
final class Replay {

  /**
   * An index that takes nothing for so long is down or full: the lakehouse need not wait for it.
   */
  private static final Duration EXPORT_PATIENCE = Duration.ofSeconds(30);

  private final StackClient stack;
  private final Path home;
  private final Timeline timeline;
  private final Duration patience;
  private final PrintWriter err;
  private final boolean terminal = Terminal.ofProcess().interactive();
  private final Transmission transmission;

  Replay(
      StackClient stack,
      Path home,
      Timeline timeline,
      Speed speed,
      Duration patience,
      PrintWriter err) {
    this.stack = stack;
    this.home = home;
    this.timeline = timeline;
    this.patience = patience;
    this.err = err;
    this.transmission = new Transmission(stack.info().otlpHttpUrl(), timeline, speed, patience);
  }

  /**
   * Starts the timeline's jobs, sends {@code input}, and with {@code wait} sees it committed, the
   * log records exported, and stops the jobs. Interrupted by a signal it says how far it came.
   */
  Outcome run(Input input, boolean wait) throws InterruptedException {
    long startedAt = System.nanoTime();
    Thread lastWords = new Thread(this::sayWhereItStopped, "replay-interrupted");
    Runtime.getRuntime().addShutdownHook(lastWords);
    try {
      if (!timeline.isLive()) {
        err.println("starting the jobs of timeline " + timeline);
        err.flush();
        stack.startTimeline(timeline);
      }
      send(input);
      CommitWait.@Nullable Result committed = wait ? awaitCommit() : null;
      List<String> problems = new ArrayList<>();
      if (!transmission.sent().rejection().isEmpty()) {
        problems.add(transmission.sent().rejection());
      }
      Map<Signal, Arrived> arrived = null;
      if (committed != null) {
        arrived = committed.arrived();
        problems.addAll(committed.problems());
        if (committed.problems().isEmpty()) {
          awaitExport();
        } else {
          problems.add(
              "the timeline's jobs go on running; look at ./watchlake status, and stop them with"
                  + " ./watchlake replay --stop "
                  + timeline);
        }
      }
      return new Outcome(
          timeline,
          transmission.sent(),
          arrived,
          problems,
          Duration.ofNanos(System.nanoTime() - startedAt));
    } finally {
      forget(lastWords);
    }
  }

  private void send(Input input) throws InterruptedException {
    Sent sent = transmission.sent();
    try (Progress progress =
        new Progress(
            "sending",
            "records",
            () -> sent.total().records(),
            () -> input.bytesRead() / (double) Math.max(1, input.totalBytes()),
            err,
            terminal)) {
      progress.start();
      transmission.run(input);
    }
  }

  private CommitWait.Result awaitCommit() throws InterruptedException {
    Sent sent = transmission.sent();
    AtomicLong committed = new AtomicLong();
    try (SqlEngine sql = SqlEngine.open(StackCatalog.of(home), SqlSettings.DEFAULT);
        Progress progress =
            new Progress(
                "committing",
                "records",
                committed::get,
                () -> committed.get() / (double) Math.max(1, sent.total().records()),
                err,
                terminal)) {
      progress.start();
      LakeCounts counts = new LakeCounts(sql, timeline);
      return new CommitWait(sent, signal -> counts.count(signal, sent.ranges(signal)), patience)
          .await(committed::set);
    }
  }

  /** Stops the jobs once the index has the log records too; leaves them running if it has not. */
  private void awaitExport() throws InterruptedException {
    String group = JobNames.group(JobNames.EXPORT_ELASTICSEARCH, timeline);
    AtomicLong exported = new AtomicLong();
    long behind;
    try (TopicAdmin kafka = TopicAdmin.connect(stack.info().kafkaBootstrap())) {
      ExportWait wait =
          new ExportWait(
              transmission.sent().ranges(Signal.LOGS),
              () -> kafka.committedOffsets(group),
              patience.compareTo(EXPORT_PATIENCE) < 0 ? patience : EXPORT_PATIENCE);
      try (Progress progress =
          new Progress(
              "exporting",
              "records",
              exported::get,
              () -> exported.get() / (double) Math.max(1, wait.messages()),
              err,
              terminal)) {
        progress.start();
        behind = wait.await(exported::set);
      }
    }
    if (behind == 0) {
      stack.stopTimeline(timeline);
      return;
    }
    err.println(
        "watchlake: the lakehouse has everything, but the search index does not get on: "
            + behind
            + " messages of log records are not in it. The timeline's jobs go on running; look at"
            + " ./watchlake status, and stop them with ./watchlake replay --stop "
            + timeline);
    err.flush();
  }

  private void sayWhereItStopped() {
    synchronized (err) {
      err.println();
      err.println("watchlake: interrupted: " + transmission.state() + ".");
      if (!timeline.isLive()) {
        err.println(
            "watchlake: a request on its way may have arrived too; the timeline's jobs go on"
                + " running, ./watchlake replay --stop "
                + timeline
                + " stops them");
      }
      err.flush();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It is speaking already.
    }
  }
}
