package io.watchlake.jobs.run;

import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job that runs on the small cluster of the current thread, with few restarts. */
public final class RunningJob implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final JobClient client;

  private RunningJob(JobClient client) {
    this.client = client;
  }

  /** Puts a whole job into an environment. */
  @FunctionalInterface
  public interface Builder {
    void build(StreamExecutionEnvironment env) throws Exception;
  }

  /**
   * Starts a job in the environment that all our jobs have.
   *
   * @param home where its checkpoints go
   * @param savepoint to restore, all of its state; null to begin anew
   */
  public static RunningJob start(Path home, @Nullable String savepoint, Builder builder)
      throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, home.resolve("checkpoints").toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, false);
    }
    env.configure(configuration);
    builder.build(env);
    return new RunningJob(env.executeAsync());
  }

  /**
   * Waits until a count that only grows is as large as expected.
   *
   * @throws AssertionError if it becomes larger, or does not get there in time
   */
  public void await(String what, LongSupplier count, long expected) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    long seen = count.getAsLong();
    while (seen < expected && System.nanoTime() < end) {
      check();
      TimeUnit.MILLISECONDS.sleep(100);
      seen = count.getAsLong();
    }
    if (seen != expected) {
      throw new AssertionError(what + ": " + seen + ", expected " + expected);
    }
  }

  /**
   * Throws what the job died of.
   *
   * @throws AssertionError if it has ended otherwise
   */
  public void check() throws Exception {
    if (hasEnded()) {
      client.getJobExecutionResult().get();
      throw new AssertionError("the job has ended");
    }
  }

  private boolean hasEnded() throws Exception {
    return client.getJobStatus().get().isGloballyTerminalState();
  }

  /** Ends the job where it still runs, so that whoever comes next finds its slots free. */
  @Override
  public void close() throws Exception {
    if (!hasEnded()) {
      client.cancel().get(1, TimeUnit.MINUTES);
    }
  }

  /** Stops with a savepoint and tells where it is. */
  public String stop(Path savepoints) throws Exception {
    return client
        .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);
  }
}
