package io.watchlake.app.stack;

import io.watchlake.model.JobNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every wanted job running on the session cluster.
 *
 * <p>Flink itself restarts a job whose tasks fail. What is left is a JobManager that died, which
 * forgets its jobs, and a job that ended though it should not: both are submitted again from the
 * newest savepoint or retained checkpoint of any of their runs. Only a job that never made one
 * begins where its consumer group or the topic does.
 */
final class JobKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int TICKS_BETWEEN_CHECKPOINT_LOOKS = 4;
  private static final int SUBMITTERS = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final FlinkRest flink;
  private final JobStore store;
  private final RestorePoints restorePoints;
  private final Path jobJar;
  private final JobStopper stopper;
  private final TaskFence fence;
  private final Listener listener;
  private final Map<String, JobPlan> plans = new ConcurrentHashMap<>();
  private final Map<String, JobWatch> watches = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Threads.daemon("jobs"));
  private final ExecutorService submitters =
      Executors.newFixedThreadPool(SUBMITTERS, Threads.daemon("submit"));
  private final Object jarLock = new Object();
  private @Nullable String jarId;
  private volatile boolean paused = true;
  private int ticks;

  JobKeeper(
      FlinkRest flink,
      JobStore store,
      RestorePoints restorePoints,
      Path jobJar,
      JobStopper stopper,
      TaskFence fence,
      Listener listener) {
    this.flink = flink;
    this.store = store;
    this.restorePoints = restorePoints;
    this.jobJar = jobJar;
    this.stopper = stopper;
    this.fence = fence;
    this.listener = listener;
    var unused =
        ticker.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the supervisor wants to know. */
  interface Listener {
    /** A job runs again that did not. */
    void running(String job, String from);

    /** A job cannot be kept running for now. */
    void problem(String job, String reason);
  }

  /** Makes jobs known and wanted; they are submitted as soon as {@link #resume} allows. */
  void want(List<JobPlan> wanted, String timeline) {
    for (JobPlan plan : wanted) {
      plans.put(plan.name(), plan);
      store.want(plan.name(), timeline);
    }
  }

  /** Submits what is wanted and does not run, from now on. */
  void resume() {
    paused = false;
  }

  /** Lets jobs end without being submitted again. */
  void pause() {
    paused = true;
  }

  /** The JobManager died: its jobs and the uploaded jar are gone with it. */
  void jobManagerLost() {
    fence.raise();
    forgetJar();
  }

  private void forgetJar() {
    synchronized (jarLock) {
      jarId = null;
    }
  }

  /** Every job on record, by name. */
  List<JobStatus> status() {
    List<JobStatus> all = new ArrayList<>();
    for (JobRecord job : store.all()) {
      JobWatch watch = watch(job.name());
      all.add(
          new JobStatus(
              job.name(),
              job.timeline(),
              job.wanted(),
              job.currentRun(),
              job.wanted() ? watch.state() : JobStatus.STOPPED,
              job.wanted() ? watch.checkpoint() : null,
              watch.restarts(),
              watch.problem()));
    }
    return all;
  }

  /** How a job came to run now: "from checkpoint 12", say. */
  String startedFrom(String name) {
    return watch(name).startedFrom();
  }

  private void tick() {
    if (paused) {
      return;
    }
    try {
      // Flink's answer is as old as the question: a job submitted since then is not in it, and must
      // not be taken for lost.
      Map<JobRecord, Long> known = new LinkedHashMap<>();
      store.all().stream()
          .sorted(Comparator.comparing(JobRecord::name, JobNames.URGENCY))
          .forEach(job -> known.put(job, watch(job.name()).submissionPhase()));
      Map<String, String> states = flink.jobs();
      if (!fence.isOpen()) {
        watches.values().forEach(JobWatch::unseen);
        return;
      }
      boolean lookAtCheckpoints = ++ticks % TICKS_BETWEEN_CHECKPOINT_LOOKS == 0;
      for (Map.Entry<JobRecord, Long> each : known.entrySet()) {
        JobRecord job = each.getKey();
        if (job.wanted() && watch(job.name()).isIdleSince(each.getValue())) {
          look(job, states, lookAtCheckpoints);
        }
      }
    } catch (IOException jobManagerAway) {
      watches.values().forEach(JobWatch::unseen);
      LOG.debug("the JobManager does not answer", jobManagerAway);
    } catch (RuntimeException failure) {
      LOG.error("looking after the jobs failed; it goes on", failure);
    }
  }

  private void look(JobRecord job, Map<String, String> states, boolean lookAtCheckpoints)
      throws IOException {
    JobWatch watch = watch(job.name());
    String run = job.currentRun();
    String state = run == null ? null : states.get(run);
    if (run == null || state == null) {
      watch.seen(JobStatus.ABSENT);
      submitWhenDue(job, watch);
      return;
    }
    watch.answered();
    boolean runsAnew = watch.seen(state);
    switch (state) {
      case "RUNNING" -> {
        if (runsAnew) {
          listener.running(job.name(), watch.startedFrom());
        }
        if (lookAtCheckpoints) {
          lookAtCheckpoint(job, run, watch);
        }
      }
      case "FAILED", "FINISHED" -> {
        if (watch.isNewEnd(run)) {
          String reason = state.equals("FAILED") ? flink.lastError(run) : "it ended by itself";
          watch.troubled(reason);
          listener.problem(job.name(), reason);
        }
        submitWhenDue(job, watch);
      }
      case "CANCELED" -> {
        if (watch.isNewEnd(run)) {
          String reason = "cancelled in Flink; it runs again after the next up";
          watch.troubled(reason);
          listener.problem(job.name(), reason);
        }
      }
      default -> {
        // CREATED, INITIALIZING, RESTARTING, FAILING, CANCELLING: Flink is at it.
      }
    }
  }

  private void lookAtCheckpoint(JobRecord job, String run, JobWatch watch) throws IOException {
    Optional<JobStatus.Checkpoint> checkpoint = flink.lastCheckpoint(run);
    checkpoint.ifPresent(watch::checkpointed);
    if (checkpoint.isPresent() && (job.runs().size() > 1 || job.savepoint() != null)) {
      restorePoints.prune(job);
      store.change(job.name(), now -> run.equals(now.currentRun()) ? now.onlyCurrentRun() : now);
    }
  }

  private void submitWhenDue(JobRecord job, JobWatch watch) {
    JobPlan plan = plans.get(job.name());
    if (plan != null && watch.beginSubmit()) {
      submitters.execute(() -> submit(job.name(), plan, watch));
    }
  }

  private void submit(String name, JobPlan plan, JobWatch watch) {
    Optional<Path> restore = Optional.empty();
    try {
      if (paused) {
        return;
      }
      String jar = jar();
      Optional<JobRecord> job = store.find(name).filter(JobRecord::wanted);
      if (job.isEmpty()) {
        return;
      }
      restore = restorePoints.newest(job.get());
      // Flink takes an id once: a submission whose answer was lost is made again under its id, so
      // that the job never runs twice.
      String unanswered = watch.unansweredRun();
      String run = unanswered == null ? newRunId() : unanswered;
      if (unanswered == null) {
        store.change(name, known -> known.withRun(run));
      }
      run(
          name,
          jar,
          new FlinkRest.Run(run, plan.entryClass(), plan.arguments(), restore.orElse(null)),
          watch);
      watch.submitted(restore.map(RestorePoints::describe).orElse("from the beginning"));
      LOG.info("{} submitted as {} {}", name, run, watch.startedFrom());
    } catch (IOException | RuntimeException failure) {
      if (failure instanceof FlinkRest.RefusedException refused && refused.status() == 404) {
        forgetJar();
      }
      String reason =
          failure.getMessage() + restore.map(point -> " (going on from " + point + ")").orElse("");
      LOG.warn("{} could not be submitted: {}", name, reason);
      if (watch.submitFailed(reason)) {
        listener.problem(name, reason);
      }
    } finally {
      watch.endSubmit();
    }
  }

  private static String newRunId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }

  private void run(String name, String jar, FlinkRest.Run run, JobWatch watch) throws IOException {
    watch.asked(run.jobId());
    try {
      flink.run(jar, run);
      watch.answered();
    } catch (FlinkRest.RefusedException refused) {
      watch.answered();
      // Without this, a job that is refused again and again would be a record that only grows.
      if (!flink.jobs().containsKey(run.jobId())) {
        store.change(name, job -> job.withoutRun(run.jobId()));
      }
      throw refused;
    }
  }

  private String jar() throws IOException {
    synchronized (jarLock) {
      String known = jarId;
      if (known == null) {
        known = flink.upload(jobJar);
        jarId = known;
      }
      return known;
    }
  }

  /**
   * Waits until every named job runs, or cannot be made to run.
   *
   * @return a line for each that does not run, saying why
   */
  List<String> awaitRunning(List<String> names, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> failed = new ArrayList<>();
    for (String name : names) {
      JobWatch watch = watch(name);
      if (!watch.awaitRunning(deadline)) {
        String problem = watch.problem();
        failed.add(name + ": " + (problem == null ? "it is " + watch.state() : problem));
      }
    }
    return failed;
  }

  /**
   * Stops every wanted job with a savepoint, and submits none any more; they stay wanted.
   *
   * @return a line a job on how it was stopped
   */
  Map<String, String> stopAll(Duration patience) throws InterruptedException {
    paused = true;
    submitters.shutdown();
    if (!submitters.awaitTermination(patience.toSeconds(), TimeUnit.SECONDS)) {
      LOG.warn("a job was still being submitted after {}", patience);
    }
    return stopper.stop(JobRecord::wanted, patience);
  }

  /** Stops the jobs of a timeline with savepoints; they are wanted no longer. */
  void retire(String timeline, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> names = new ArrayList<>();
    for (JobRecord job : store.all()) {
      if (job.timeline().equals(timeline) && job.wanted()) {
        names.add(job.name());
        store.change(job.name(), now -> now.withWanted(false));
        watch(job.name()).awaitIdle(deadline);
      }
    }
    Map<String, String> outcome = stopper.stop(job -> names.contains(job.name()), patience);
    LOG.info("timeline {}: {}", timeline, outcome);
    names.forEach(plans::remove);
    names.forEach(watches::remove);
  }

  private JobWatch watch(String name) {
    return watches.computeIfAbsent(name, unused -> new JobWatch(LONGEST_PAUSE));
  }

  @Override
  public void close() {
    paused = true;
    ticker.shutdownNow();
    submitters.shutdownNow();
  }
}
