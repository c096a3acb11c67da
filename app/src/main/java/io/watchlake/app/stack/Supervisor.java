package io.watchlake.app.stack;

import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.stack.ComponentStatus.State;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a local stack: starts its parts in the order of what they need, keeps them and the jobs
 * running, and stops all of it.
 */
final class Supervisor implements ControlServer.Actions {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration JOBS_START = Duration.ofMinutes(3);
  private static final Duration JOBS_STOP = Duration.ofSeconds(90);

  private final Site site;
  private final StackReport report;
  private final FlinkRest flink;
  private final JobStore store;
  private final JobKeeper keeper;
  private final StackTopics topics;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final ExecutorService workers = Executors.newCachedThreadPool(Threads.daemon("start"));
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object timelineLock = new Object();
  private final FileChannel lockChannel;
  private @Nullable ControlServer control;
  private volatile List<String> notStarted = List.of();
  private volatile boolean stopping;
  private boolean stopped;

  private Supervisor(Site site, StackReport report, FileChannel lockChannel) {
    this.site = site;
    this.report = report;
    this.lockChannel = lockChannel;
    this.flink = new FlinkRest(site.settings().flinkUrl());
    this.store = JobStore.open(site.home().jobsFile());
    this.topics = new StackTopics(site.settings());
    this.keeper =
        new JobKeeper(
            flink,
            store,
            new RestorePoints(site.home().checkpoints()),
            site.jobJar(),
            new JobStopper(flink, store, site.home().savepoints()),
            new TaskFence(flink::taskManagers, () -> part(Components.TASK_MANAGER).kill()),
            report);
    addParts();
  }

  /**
   * Takes the home, and ends what an earlier supervisor that was killed left running in it.
   *
   * @throws StackException if another supervisor has the home
   */
  static Supervisor prepare(Site site, StackReport report) throws IOException {
    site.home().create();
    FileChannel channel = lock(site.home());
    try {
      List<ProcessHandle> leftovers = Leftovers.find(site.home());
      if (!leftovers.isEmpty()) {
        Leftovers.end(site.home(), leftovers);
        report.line(
            "Ended "
                + leftovers.size()
                + " processes of an earlier run whose supervisor was killed; the jobs go on from"
                + " their checkpoints.");
      }
      return new Supervisor(site, report, channel);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static FileChannel lock(StackHome home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new StackException("another up or down is at work in " + home.root());
    }
    return channel;
  }

  private void addParts() {
    StackSettings settings = site.settings();
    if (settings.embeddedKafka()) {
      add(new KafkaSpec(site));
    }
    if (settings.embeddedSearch()) {
      add(new SearchSpec(site));
    }
    add(new JobManagerSpec(site));
    add(new TaskManagerSpec(site, flink));
    if (!settings.bare()) {
      add(new ServerSpec(site));
    }
    if (settings.hasChannels()) {
      add(NotifierSpec.of(site));
    }
    if (settings.sqlGateway()) {
      add(new SqlGatewaySpec(site));
    }
  }

  private void add(PartSpec spec) {
    parts.put(
        spec.name(),
        new Part(
            spec,
            site.home(),
            new Part.Listener() {
              @Override
              public void died(String name, String reason) {
                partDied(name, reason);
              }

              @Override
              public void back(String name, Duration gone) {
                report.back(name, gone);
              }
            }));
  }

  /**
   * Starts everything; returns when it runs.
   *
   * @throws StackException if something does not start; then nothing is left running
   */
  void start() {
    try {
      writeLogSettings();
      FlinkSql.write(site);
      control = ControlServer.start(site.settings().ports().control(), this);
      Json.writeAtomically(site.home().supervisorFile(), info());
      CompletableFuture<Void> ready = startParts();
      ready.get();
      startJobs();
    } catch (ExecutionException failure) {
      throw abandon(unwrapped(failure));
    } catch (IOException | RuntimeException failure) {
      throw abandon(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw abandon(interrupted);
    }
  }

  /** What must be there before a job can run: Flink's head, the topics and the tables. */
  private CompletableFuture<Void> startParts() {
    CompletableFuture<Void> kafka =
        parts.containsKey(Components.KAFKA) ? started(Components.KAFKA) : done();
    CompletableFuture<Void> search =
        parts.containsKey(Components.SEARCH) ? started(Components.SEARCH) : done();
    CompletableFuture<Void> jobManager = started(Components.JOB_MANAGER);
    CompletableFuture<Void> taskManager = started(Components.TASK_MANAGER);
    CompletableFuture<Void> tables = timed("tables", this::ensureTables);
    CompletableFuture<Void> ensured =
        kafka.thenCompose(unused -> timed("topics", this::ensureTopics));
    CompletableFuture<Void> server =
        parts.containsKey(Components.SERVER)
            ? ensured.thenCompose(unused -> started(Components.SERVER))
            : done();
    CompletableFuture<Void> notifier =
        parts.containsKey(Components.NOTIFIER)
            ? ensured.thenCompose(unused -> started(Components.NOTIFIER))
            : done();
    CompletableFuture<Void> gateway =
        parts.containsKey(Components.SQL_GATEWAY)
            ? jobManager.thenCompose(unused -> started(Components.SQL_GATEWAY))
            : done();
    return firstFailureOrAll(
        List.of(
            kafka, search, jobManager, taskManager, tables, ensured, server, notifier, gateway));
  }

  private void startJobs() throws InterruptedException {
    List<String> names = new ArrayList<>();
    for (Timeline timeline : wantedTimelines()) {
      List<JobPlan> plans =
          site.settings().bare()
              ? List.of()
              : JobPlan.of(timeline, site.settings(), site.catalog());
      keeper.want(plans, timeline.name());
      plans.forEach(plan -> names.add(plan.name()));
    }
    keeper.resume();
    notStarted = keeper.awaitRunning(names, JOBS_START);
    report.up(notStarted);
  }

  /**
   * Runs one job of the live timeline in a stack that runs none by itself; returns when it runs.
   *
   * @param more arguments for it beside those that every stack gives
   * @throws StackException if it does not come to run
   */
  void runJob(String name, List<String> more) {
    List<JobPlan> plans =
        JobPlan.of(Timeline.LIVE, site.settings(), site.catalog()).stream()
            .filter(plan -> plan.name().equals(name))
            .map(plan -> plan.with(more))
            .toList();
    if (plans.isEmpty()) {
      throw new StackException("there is no job '" + name + "'");
    }
    keeper.want(plans, Timeline.LIVE.name());
    try {
      List<String> failed = keeper.awaitRunning(List.of(name), JOBS_START);
      if (!failed.isEmpty()) {
        throw new StackException(String.join("\n", failed));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the job starts", interrupted);
    }
  }

  /** See {@link LocalStack#stopJobs}. */
  void stopJobs() {
    try {
      keeper.retire(Timeline.LIVE.name(), JOBS_STOP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while the jobs stop", interrupted);
    }
  }

  /** Live, and the timeline whose jobs ran when the stack was stopped. */
  private List<Timeline> wantedTimelines() {
    List<Timeline> timelines = new ArrayList<>(List.of(Timeline.LIVE));
    store.all().stream()
        .filter(JobRecord::wanted)
        .map(job -> new Timeline(job.timeline()))
        .filter(timeline -> !timelines.contains(timeline))
        .distinct()
        .forEach(timelines::add);
    return timelines;
  }

  private CompletableFuture<Void> started(String name) {
    Part part = part(name);
    return part.start()
        .ready()
        .thenAccept(took -> report.ready(name, took, part.status().address()));
  }

  private CompletableFuture<Void> timed(String name, Task task) {
    return CompletableFuture.runAsync(
        () -> {
          long begun = System.nanoTime();
          String what = task.run();
          report.ready(name, Duration.ofNanos(System.nanoTime() - begun), what);
        },
        workers);
  }

  /** A step of the start; says what it made ready. */
  private interface Task {
    String run();
  }

  private String ensureTables() {
    CatalogOptions catalog = site.catalog();
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.ensureTables();
      StackCatalog.remember(site.home().root(), catalog);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write down which catalog this stack has", e);
    }
    return catalog.warehouse();
  }

  private String ensureTopics() {
    for (Timeline timeline : wantedTimelines()) {
      topics.ensure(timeline);
    }
    return site.settings().kafkaBootstrap();
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** Completes when all have, or fails as soon as one does. */
  private static CompletableFuture<Void> firstFailureOrAll(List<CompletableFuture<Void>> futures) {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    for (CompletableFuture<Void> each : futures) {
      var unused =
          each.exceptionally(
              failure -> {
                failed.completeExceptionally(failure);
                return null;
              });
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
    return CompletableFuture.anyOf(all, failed).thenAccept(ignored -> {});
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return (failure instanceof ExecutionException || failure instanceof CompletionException)
            && cause != null
        ? unwrapped(cause)
        : failure;
  }

  private StackException abandon(Throwable failure) {
    LOG.error("the stack did not start", failure);
    stopping = true;
    synchronized (this) {
      if (stopped) {
        return new StackException("stopped before everything ran", failure);
      }
      stopped = true;
    }
    keeper.close();
    endParts();
    release();
    return failure instanceof StackException known
        ? known
        : new StackException("the stack did not start: " + failure, failure);
  }

  private void partDied(String name, String reason) {
    report.died(name, reason);
    if (name.equals(Components.JOB_MANAGER) && !stopping) {
      keeper.jobManagerLost();
    }
  }

  @Override
  public List<ComponentStatus> components() {
    List<ComponentStatus> all = new ArrayList<>();
    StackSettings settings = site.settings();
    if (!settings.embeddedKafka()) {
      all.add(external(Components.KAFKA, settings.kafkaBootstrap()));
    }
    if (!settings.embeddedSearch() && !settings.bare()) {
      all.add(external(Components.SEARCH, settings.searchUrl().toString()));
    }
    parts.values().forEach(part -> all.add(part.status()));
    return all;
  }

  @Override
  public void stopComponent(String name) {
    part(name).pause();
  }

  @Override
  public void startComponent(String name) {
    part(name).resume();
  }

  private static ComponentStatus external(String name, String address) {
    return new ComponentStatus(name, State.EXTERNAL, null, Instant.now(), 0, 0, null, address);
  }

  @Override
  public List<JobStatus> jobs() {
    return keeper.status();
  }

  @Override
  public List<String> notStarted() {
    return notStarted;
  }

  @Override
  public void startTimeline(Timeline timeline) {
    if (timeline.isLive()) {
      throw new IllegalArgumentException("the timeline 'live' always runs");
    }
    synchronized (timelineLock) {
      for (Timeline other : wantedTimelines()) {
        if (!other.isLive() && !other.equals(timeline)) {
          throw new StackException(
              "the timeline '"
                  + other
                  + "' is at work, and one at a time can be: wait until its replay is done");
        }
      }
      topics.ensure(timeline);
      List<JobPlan> plans = JobPlan.of(timeline, site.settings(), site.catalog());
      keeper.want(plans, timeline.name());
      try {
        List<String> failed =
            keeper.awaitRunning(plans.stream().map(JobPlan::name).toList(), JOBS_START);
        if (!failed.isEmpty()) {
          throw new StackException(String.join("\n", failed));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted while the jobs start", interrupted);
      }
    }
  }

  @Override
  public void stopTimeline(Timeline timeline) {
    if (timeline.isLive()) {
      throw new IllegalArgumentException("the timeline 'live' runs as long as the stack does");
    }
    synchronized (timelineLock) {
      try {
        keeper.retire(timeline.name(), JOBS_STOP);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted while the jobs stop", interrupted);
      }
    }
  }

  @Override
  public void shutdown(Consumer<String> progress) {
    report.follow(progress);
    stop();
  }

  @Override
  public void shutdownAnswered() {
    ended.countDown();
  }

  /** Waits until somebody asked for {@link #shutdown} and it is done. */
  void awaitShutdown() throws InterruptedException {
    ended.await();
  }

  /** Stops the jobs with savepoints, then the processes. Harmless when done already. */
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    stopping = true;
    long begun = System.nanoTime();
    report.stopping();
    try {
      keeper.stopAll(JOBS_STOP).forEach(report::stopped);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    keeper.close();
    endParts();
    release();
    report.everythingStopped(Duration.ofNanos(System.nanoTime() - begun));
  }

  /** Input first, Kafka last. */
  private void endParts() {
    endAll(List.of(Components.SERVER, Components.NOTIFIER, Components.SQL_GATEWAY));
    endAll(List.of(Components.TASK_MANAGER, Components.JOB_MANAGER, Components.SEARCH));
    endAll(List.of(Components.KAFKA));
  }

  private void endAll(List<String> names) {
    List<CompletableFuture<Void>> ending = new ArrayList<>();
    for (String name : names) {
      Part part = parts.get(name);
      if (part != null) {
        ending.add(CompletableFuture.runAsync(part::close, workers));
      }
    }
    ending.forEach(CompletableFuture::join);
  }

  private void release() {
    try {
      Files.deleteIfExists(site.home().supervisorFile());
      lockChannel.close();
    } catch (IOException failure) {
      LOG.warn("{} could not be released", site.home().root(), failure);
    }
  }

  /** Closes the endpoint; the last thing before the process ends. */
  void closeControl() {
    if (control != null) {
      control.close();
    }
  }

  /** See {@link LocalStack#asTaskManager}. */
  List<String> asTaskManager(String component, String main, String more) {
    return TaskManagerSpec.java(site, component, main).classPath(more).detached();
  }

  Part part(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new StackException("this stack has no '" + name + "', only " + parts.keySet());
    }
    return part;
  }

  SupervisorInfo info() {
    StackSettings settings = site.settings();
    ProcessId self = ProcessId.current();
    return new SupervisorInfo(
        self.pid(),
        self.started(),
        settings.controlUrl(),
        settings.ports().byName(),
        settings.kafkaBootstrap(),
        settings.searchUrl(),
        settings.flinkUrl(),
        settings.appUrl(),
        settings.otlpHttpUrl(),
        settings.otlpGrpcUrl(),
        settings.configFile() == null ? null : settings.configFile().toString());
  }

  private void writeLogSettings() throws IOException {
    try (InputStream in = Supervisor.class.getResourceAsStream("log4j2-process.xml")) {
      if (in == null) {
        throw new IOException("log4j2-process.xml is missing from the application's jar");
      }
      Files.copy(in, site.log4jFile(), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
