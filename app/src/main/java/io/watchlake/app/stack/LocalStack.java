package io.watchlake.app.stack;

import io.watchlake.app.cli.Installation;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.stack.ComponentStatus.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A local stack supervised by this very process, on free ports: what {@code ./watchlake up} runs,
 * for tests and benchmarks.
 *
 * <p>Needs the built distribution. {@link #close} is an orderly {@code down}.
 */
public final class LocalStack implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final StackHome home;
  private final Supervisor supervisor;
  private final Thread reaper;

  private LocalStack(StackHome home, Supervisor supervisor) {
    this.home = home;
    this.supervisor = supervisor;
    this.reaper = new Thread(supervisor::stop, "stop-local-stack");
  }

  /** The default settings on free ports, without the stack's own telemetry. */
  public static StackSettings quietSettings() {
    return quiet(Configuration.defaults());
  }

  /** The same with other settings than the default ones. */
  public static StackSettings quiet(Configuration configuration) {
    return StackSettings.of(configuration, null).withPorts(Ports.free()).withSelfWatch(false);
  }

  /**
   * Starts a stack and returns when everything runs.
   *
   * @param home its folder; what an earlier stack left there is gone on with
   * @param progress gets the lines that {@code up} prints
   * @throws StackException if it cannot start; then nothing is left running
   */
  public static LocalStack start(Path home, StackSettings settings, Consumer<String> progress) {
    StackHome folders = new StackHome(home);
    Site site = Site.of(folders, settings, Installation.root());
    List<String> problems = Preflight.problems(site);
    if (!problems.isEmpty()) {
      throw new StackException(String.join("\n", problems));
    }
    try {
      Supervisor supervisor = Supervisor.prepare(site, new StackReport(progress));
      LocalStack stack = new LocalStack(folders, supervisor);
      Runtime.getRuntime().addShutdownHook(stack.reaper);
      supervisor.start();
      return stack;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs one job of the live timeline, as {@code up} would, where {@link StackSettings#withoutRest}
   * left it out; returns when it runs.
   *
   * @param job one of {@link io.watchlake.model.JobNames}
   * @param more arguments for it beside those that {@code up} gives
   * @throws StackException if it does not come to run
   */
  public void run(String job, String... more) {
    supervisor.runJob(job, List.of(more));
  }

  /** Stops every job with a savepoint; Kafka and Flink go on running. */
  public void stopJobs() {
    supervisor.stopJobs();
  }

  /**
   * The command line of a process of the caller's own with the class path and the JVM of this
   * stack's TaskManager: what is measured beside a job is to run as the job does.
   *
   * @param main its main class, on that class path or on {@code more}
   * @param more further class path entries
   */
  public List<String> asTaskManager(String component, String main, String more) {
    return supervisor.asTaskManager(component, main, more);
  }

  public Path home() {
    return home.root();
  }

  /** The process of a component; empty while it has none. */
  public OptionalLong pid(String component) {
    Long pid = supervisor.part(component).status().pid();
    return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  /** What {@link #run} last started, and how far its checkpoints are. */
  public List<JobStatus> jobs() {
    return supervisor.jobs();
  }

  /** A client of this stack, the same as other processes would use. */
  public StackClient client() {
    return StackClient.of(home.root());
  }

  /** Addresses and ports. */
  public SupervisorInfo info() {
    return supervisor.info();
  }

  /** Kills a component as {@code kill -9} does; the supervisor starts it again. */
  public void kill(String component) {
    supervisor.part(component).kill();
  }

  /** Ends a component and keeps it down until {@link #resume}. */
  public void pause(String component) {
    supervisor.part(component).pause();
  }

  /** Starts a component again after {@link #pause}. */
  public void resume(String component) {
    supervisor.part(component).resume();
  }

  /**
   * Waits until every component and every wanted job runs.
   *
   * @throws StackException if that takes longer than {@code patience}
   */
  public void awaitHealthy(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!healthy()) {
      if (System.nanoTime() > deadline) {
        throw new StackException(
            "not healthy after "
                + patience
                + ": "
                + supervisor.components()
                + ", "
                + supervisor.jobs());
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private boolean healthy() {
    return supervisor.components().stream()
            .allMatch(part -> part.state() == State.RUNNING || part.state() == State.EXTERNAL)
        && supervisor.jobs().stream().allMatch(job -> !job.wanted() || job.running());
  }

  /** Stops the jobs with savepoints and ends every process. */
  @Override
  public void close() {
    supervisor.stop();
    supervisor.closeControl();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyEnding) {
      // The hook has run or runs now; stopping twice is harmless.
    }
  }
}
