package io.watchlake.app.stack;

import io.watchlake.app.stack.ComponentStatus.State;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that is kept running: started, watched, and started again when it dies or no longer
 * answers, at once the first time and then with growing pauses.
 *
 * <p>A process that does not come up the very first time is not tried again: then the stack as a
 * whole does not start, and {@link #ready} says why.
 */
final class Part implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Part.class);
  private static final Duration PROBE_WHILE_STARTING = Duration.ofMillis(200);
  private static final Duration PROBE_WHILE_RUNNING = Duration.ofSeconds(5);
  private static final int SILENT_PROBES = 6;
  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final PartSpec spec;
  private final StackHome home;
  private final Listener listener;
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();
  private final Thread keeper;

  private boolean wanted = true;
  private boolean closed;
  private int launches;
  private int quickDeaths;
  private State state = State.STOPPED;
  private Instant since = Instant.now();
  private @Nullable Process process;

  Part(PartSpec spec, StackHome home, Listener listener) {
    this.spec = spec;
    this.home = home;
    this.listener = listener;
    this.keeper = Threads.daemon("keep-" + spec.name()).newThread(this::keep);
  }

  /** What the supervisor wants to know; called on the part's own thread. */
  interface Listener {
    /** The process is gone and will be started again after this returns. */
    void died(String name, String reason);

    /** The process answers again after a death. */
    void back(String name, Duration gone);
  }

  String name() {
    return spec.name();
  }

  /** Starts the process; {@link #ready} completes when it answers. */
  Part start() {
    keeper.start();
    return this;
  }

  /** Completes with the time the first start took, or with a {@link StackException}. */
  CompletableFuture<Duration> ready() {
    return ready;
  }

  synchronized ComponentStatus status() {
    Process current = process;
    boolean alive = current != null && current.isAlive();
    Instant started =
        alive && current != null ? current.info().startInstant().orElse(since) : Instant.now();
    return new ComponentStatus(
        spec.name(),
        state,
        alive && current != null ? current.pid() : null,
        since,
        Math.max(0, Duration.between(started, Instant.now()).toSeconds()),
        Math.max(0, launches - 1),
        alive && current != null ? ProcessMemory.residentBytes(current.pid()) : null,
        spec.address());
  }

  synchronized State state() {
    return state;
  }

  /** Kills the process without warning; it is started again like after any other death. */
  void kill() {
    Process current = current();
    if (current != null) {
      current.destroyForcibly();
      current.onExit().join();
    }
  }

  /** Ends the process and keeps it from being started until {@link #resume}. */
  void pause() {
    synchronized (this) {
      wanted = false;
      notifyAll();
    }
    end();
  }

  /** Lets the process be started again after {@link #pause}. */
  synchronized void resume() {
    wanted = true;
    notifyAll();
  }

  /** Ends the process for good and waits until it is gone. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      wanted = false;
      notifyAll();
    }
    end();
    try {
      if (keeper.isAlive() && Thread.currentThread() != keeper) {
        keeper.join(spec.stopDeadline().toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    Process current = current();
    if (current != null) {
      turn(State.STOPPING);
      current.destroy();
      if (!exited(current, spec.stopDeadline())) {
        LOG.warn("{} does not end within {}: killed", name(), spec.stopDeadline());
        current.destroyForcibly();
        current.onExit().join();
      }
    }
    deletePidFile();
    turn(State.STOPPED);
  }

  private void keep() {
    Instant lost = Instant.now();
    while (awaitWanted()) {
      String reason = runOnce(lost);
      synchronized (this) {
        if (!wanted) {
          continue;
        }
      }
      if (!ready.isDone()) {
        turn(State.STOPPED);
        ready.completeExceptionally(
            new StackException(
                name() + " " + reason + "; see " + home.logs().resolve(name() + ".out")));
        return;
      }
      lost = Instant.now();
      turn(State.RESTARTING);
      LOG.warn("{} {}: starting it again", name(), reason);
      listener.died(name(), reason);
      pauseBeforeRestart();
    }
  }

  /** Runs the process to its end; says why it ended. */
  private String runOnce(Instant lost) {
    long started = System.nanoTime();
    Process running;
    int launch;
    try {
      spec.prepare();
      running = launch();
      launch = launches();
    } catch (IOException failure) {
      quickDeaths++;
      return "could not be started (" + failure.getMessage() + ")";
    }
    if (!awaitHealthy(running, launch, started)) {
      quickDeaths++;
      return running.isAlive()
          ? killed(running, "did not answer within " + spec.startDeadline().toSeconds() + " s")
          : "ended with code " + running.exitValue() + " before it was ready";
    }
    turn(State.RUNNING);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    if (!ready.complete(took)) {
      listener.back(name(), Duration.between(lost, Instant.now()));
    }
    long healthySince = System.nanoTime();
    boolean answered = watch(running, launch);
    quickDeaths = System.nanoTime() - healthySince > STABLE.toNanos() ? 0 : quickDeaths + 1;
    return answered
        ? "ended with code " + running.exitValue()
        : killed(running, "no longer answers");
  }

  private Process launch() throws IOException {
    Path output = home.logs().resolve(name() + ".out");
    if (Files.exists(output)) {
      Files.move(
          output, home.logs().resolve(name() + ".out.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    synchronized (this) {
      if (!wanted) {
        throw new IOException("no longer wanted");
      }
      ProcessBuilder builder =
          new ProcessBuilder(spec.command(launches + 1))
              .directory(home.root().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(spec.environment());
      // Options meant for the user's other Java programs must not reach ours.
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      Process launched = builder.start();
      process = launched;
      launches++;
      turn(State.STARTING);
      Json.writeAtomically(home.pidFile(name()), ProcessId.of(launched.toHandle()));
      return launched;
    }
  }

  private boolean awaitHealthy(Process running, int launch, long started) {
    while (System.nanoTime() - started < spec.startDeadline().toNanos()) {
      if (exited(running, PROBE_WHILE_STARTING)) {
        return false;
      }
      if (spec.healthy(launch, true)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true when the process ended, false when it lives but has been silent for long. */
  private boolean watch(Process running, int launch) {
    int silent = 0;
    while (silent < SILENT_PROBES) {
      if (exited(running, PROBE_WHILE_RUNNING)) {
        return true;
      }
      silent = spec.healthy(launch, false) ? 0 : silent + 1;
    }
    return false;
  }

  private static String killed(Process running, String reason) {
    running.destroyForcibly();
    running.onExit().join();
    return reason + " (killed)";
  }

  private static boolean exited(Process running, Duration patience) {
    try {
      return running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private synchronized boolean awaitWanted() {
    try {
      while (!wanted && !closed) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !closed;
  }

  private synchronized void pauseBeforeRestart() {
    if (quickDeaths <= 1) {
      return;
    }
    long pause = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(quickDeaths - 2, 10));
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    try {
      for (long left = pause; left > 0 && wanted; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int launches() {
    return launches;
  }

  private synchronized @Nullable Process current() {
    return process;
  }

  private synchronized void turn(State next) {
    if (state != next) {
      state = next;
      since = Instant.now();
    }
  }

  private void deletePidFile() {
    try {
      Files.deleteIfExists(home.pidFile(name()));
    } catch (IOException failure) {
      LOG.warn("cannot remove {}", home.pidFile(name()), failure);
    }
  }
}
