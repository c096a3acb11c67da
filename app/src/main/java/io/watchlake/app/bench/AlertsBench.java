package io.watchlake.app.bench;

import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.app.bench.load.SignalFeed;
import io.watchlake.app.bench.measure.CpuRecorder;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.stack.Components;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.model.JobNames;
import io.watchlake.model.alert.RuleVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark of alerts: a backlog of signals for the job's speed, a steady rate for how soon
 * alerts are there, and changes of rules while signals flow.
 */
final class AlertsBench {

  /** Without a single alert more. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final long LOOK_MILLIS = 100;
  private static final long PROBE_MILLIS = 50;
  private static final double MILLION = 1e6;

  /** Signals are of half the speed at which they are worked off, where nothing else is said. */
  private static final int HALF = 2;

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;
  private final AlertWorkload workload;

  /**
   * What is asked.
   *
   * @param workload rules and keys
   * @param signals in the backlog, at least; whole rounds of all keys are sent
   * @param rate signals a second after it; 0 for half of what was possible
   * @param seconds how long latency is measured
   * @param changes how many changes of rules are made, a second each at least; 0 for none
   * @param delaySeconds how long sequences wait for what comes out of order
   * @param peers whether Prometheus with Alertmanager is measured after it
   */
  record Settings(
      AlertWorkload workload,
      long signals,
      int rate,
      int seconds,
      int changes,
      int delaySeconds,
      boolean peers) {

    private static final long BYTES_A_SIGNAL = 200;
    private static final long BYTES_OF_STACK = 2L << 30;

    /** How often the backlog's event time says that they were sent. */
    private static final int BACKLOG_RATE = 50_000;

    long rounds() {
      return Math.max(3, (signals + workload.keys() - 1) / workload.keys());
    }

    long neededBytes() {
      return BYTES_OF_STACK + signals * BYTES_A_SIGNAL;
    }
  }

  AlertsBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
    this.workload = settings.workload();
  }

  AlertsFigures run() throws InterruptedException {
    console.say("starting Kafka and Flink in %s", folder.path());
    LocalStack stack =
        folder.using(
            LocalStack.start(
                folder.path().resolve("stack"),
                LocalStack.quietSettings().withoutRest(),
                ignored -> {}));
    String kafka = stack.info().kafkaBootstrap();
    RuleTopic rules = new RuleTopic(kafka, new Properties());
    rules.put(workload.all());
    AlertWatch watch = new AlertWatch(kafka);
    Thread watching = new Thread(watch, "alert-watch");
    watching.setDaemon(true);
    watching.start();
    Backlog backlog;
    int rate;
    List<AlertWatch.Latency> latencies;
    AlertsFigures.@Nullable Changes changes;
    try (SignalFeed feed = new SignalFeed(kafka, workload)) {
      backlog = backlog(stack, feed, watch);
      rate = settings.rate() > 0 ? settings.rate() : (int) (backlog.signalsPerSecond() / HALF);
      latencies = latencies(feed, watch, rate);
      changes = settings.changes() == 0 ? null : changes(rules, kafka, feed, watch, rate);
    } finally {
      watch.stop();
      watching.join();
    }
    return figures(backlog, rate, latencies, changes, peers(stack));
  }

  private AlertPeers peers(LocalStack stack) throws InterruptedException {
    if (!settings.peers()) {
      return AlertPeers.NONE;
    }
    console.say("stopping the stack");
    stack.close();
    return AlertPeers.measure(workload, folder.path(), console);
  }

  private record Backlog(long signals, double signalsPerSecond, double seconds, double cpu) {}

  private Backlog backlog(LocalStack stack, SignalFeed feed, AlertWatch watch)
      throws InterruptedException {
    long signals = settings.rounds() * workload.keys();
    long before = watch.missing();
    try (Progress progress =
        console.progress("filling the topic", "signals", feed::sent, signals)) {
      progress.start();
      feed.rounds(
          "backlog",
          settings.rounds(),
          SignalFeed.past(System.currentTimeMillis(), signals, Settings.BACKLOG_RATE),
          watch);
    }
    long alerts = watch.missing() - before;
    long jobManager = stack.pid(Components.JOB_MANAGER).orElseThrow();
    long taskManager = stack.pid(Components.TASK_MANAGER).orElseThrow();
    try (CpuRecorder cpu = CpuRecorder.of(jobManager, taskManager);
        Progress progress = console.progress("working off", "alerts", watch::seen, alerts)) {
      progress.start();
      Instant submitted = Instant.now();
      stack.run(JobNames.ALERTS, "--delay-seconds", Integer.toString(settings.delaySeconds()));
      Instant running = Instant.now();
      await(watch::missingThresholds, watch);
      List<AlertWatch.Latency> thresholds =
          watch.latencies(0).stream().filter(one -> !one.sequence()).toList();
      long half = thresholds.get(thresholds.size() / 2).atMillis();
      long last = thresholds.get(thresholds.size() - 1).atMillis();
      Instant done = Instant.ofEpochMilli(last);
      double used =
          cpu.seconds(jobManager, submitted, done) + cpu.seconds(taskManager, submitted, done);
      await(watch::missing, watch);
      verify(watch);
      return new Backlog(
          signals,
          signals / 2.0 / (Math.max(1, last - half) / 1e3),
          Seconds.between(running, done),
          used / (signals / MILLION));
    }
  }

  /** Signals at a steady rate; how long the alert of each took. */
  private List<AlertWatch.Latency> latencies(SignalFeed feed, AlertWatch watch, int rate)
      throws InterruptedException {
    long begun = System.currentTimeMillis();
    steady(feed, watch, "steady", rate, settings.seconds());
    await(watch::missing, watch);
    verify(watch);
    return watch.latencies(begun);
  }

  private void steady(SignalFeed feed, AlertWatch watch, String name, int rate, int seconds)
      throws InterruptedException {
    long rounds = Math.max(3, (long) rate * seconds / workload.keys());
    long before = feed.sent();
    try (Progress progress =
        console.progress(
            "feeding", "signals", () -> feed.sent() - before, rounds * workload.keys())) {
      progress.start();
      feed.rounds(name, rounds, SignalFeed.steady(rate), watch);
    }
  }

  /** Makes changes, one after the other, while signals flow at a steady rate. */
  private AlertsFigures.Changes changes(
      RuleTopic rules, String kafka, SignalFeed feed, AlertWatch watch, int rate)
      throws InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (SignalFeed probes = new SignalFeed(kafka, workload)) {
      Future<?> flow =
          thread.submit(
              () -> {
                steady(feed, watch, "changes", rate, settings.changes());
                return null;
              });
      List<Double> active = new ArrayList<>();
      Map<Integer, RuleVersions> now = new HashMap<>();
      long begun = System.nanoTime();
      for (int change = 0; change < settings.changes(); change++) {
        long due = begun + TimeUnit.SECONDS.toNanos(change);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        active.add(change(change, rules, probes, watch, now));
      }
      flow.get();
      await(watch::missing, watch);
      verify(watch);
      return new AlertsFigures.Changes(
          active.size(),
          rate,
          QueriesBench.quantile(active, 0.50),
          QueriesBench.quantile(active, 1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the signals could not be sent: " + e.getCause(), e);
    } finally {
      thread.shutdownNow();
    }
  }

  /** A new version of a rule that is no sequence; how long until it raises alerts, ms. */
  private double change(
      int number,
      RuleTopic rules,
      SignalFeed probes,
      AlertWatch watch,
      Map<Integer, RuleVersions> now)
      throws InterruptedException {
    // Of ten firing rules one is a sequence, and its alerts wait for the job's delay.
    int metric = number % workload.metrics();
    while (AlertWorkload.sequence(AlertWorkload.firing(metric))) {
      metric = (metric + 1) % workload.metrics();
    }
    int rule = AlertWorkload.firing(metric);
    RuleVersions before =
        now.getOrDefault(
            rule,
            RuleVersions.none(AlertWorkload.rule(rule))
                .with(AlertWorkload.text(rule, 1), 1)
                .live(1, 1));
    long version = before.newest() + 1;
    long nanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    RuleVersions after = before.with(AlertWorkload.text(rule, version), nanos).live(version, nanos);
    rules.put(List.of(after));
    now.put(rule, after);
    long acknowledged = System.currentTimeMillis();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    OptionalLong first = watch.first(after.name(), version);
    while (first.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw CommandException.failed(
            "NOT VERIFIED: a change of a rule has not become active in " + PATIENCE);
      }
      probes.probe(metric, watch);
      TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
      first = watch.first(after.name(), version);
    }
    return Math.max(0, first.getAsLong() - acknowledged);
  }

  /** Waits until nothing is left, as long as alerts come. */
  private static void await(LongSupplier left, AlertWatch watch) throws InterruptedException {
    long seen = -1;
    long moved = System.nanoTime();
    while (left.getAsLong() > 0) {
      if (watch.seen() != seen) {
        seen = watch.seen();
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw CommandException.failed(
            "NOT VERIFIED: "
                + left.getAsLong()
                + " alerts are missing and none has come for "
                + PATIENCE.toSeconds()
                + " s; run it again with --keep and look into the logs");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static void verify(AlertWatch watch) {
    if (watch.surplus() > 0 || watch.doubled() > 0) {
      throw CommandException.failed(
          "NOT VERIFIED: "
              + watch.surplus()
              + " alerts were not to be, and "
              + watch.doubled()
              + " were told more than once");
    }
  }

  private AlertsFigures figures(
      Backlog backlog,
      int rate,
      List<AlertWatch.Latency> latencies,
      AlertsFigures.@Nullable Changes changes,
      AlertPeers peers) {
    List<Double> all = new ArrayList<>();
    List<Double> thresholds = new ArrayList<>();
    List<Double> sequences = new ArrayList<>();
    for (AlertWatch.Latency one : latencies) {
      double millis = one.millis();
      all.add(millis);
      (one.sequence() ? sequences : thresholds).add(millis);
    }
    return new AlertsFigures(
        workload.rules(),
        workload.keys(),
        backlog.signals(),
        backlog.signalsPerSecond(),
        backlog.seconds(),
        backlog.cpu(),
        rate,
        QueriesBench.quantile(all, 0.50),
        QueriesBench.quantile(all, 0.99),
        QueriesBench.quantile(thresholds, 0.50),
        QueriesBench.quantile(thresholds, 0.99),
        sequences.isEmpty() ? null : QueriesBench.quantile(sequences, 0.50),
        sequences.isEmpty() ? null : QueriesBench.quantile(sequences, 0.99),
        settings.delaySeconds(),
        changes,
        peers.defaults(),
        peers.soonest(),
        Machine.versions(),
        true);
  }
}
