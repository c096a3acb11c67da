package io.watchlake.app.bench;

import io.watchlake.app.bench.load.Workload;
import io.watchlake.app.bench.measure.CpuRecorder;
import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.bench.measure.TableSize;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.stack.Components;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.TopicPartition;

/** The job {@code metrics} at work on a topic that is full already, watched until it is through. */
final class JobRun {

  private static final Duration LOOK = Duration.ofMillis(500);

  /** Longer than a checkpoint may take. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Where no commit of rollups follows in this time, the last points closed no window. */
  private static final Duration ROLLUPS_FOLLOW = Duration.ofSeconds(20);

  private static final double MIB = 1 << 20;

  private final LocalStack stack;
  private final TopicAdmin kafka;
  private final Lakehouse lakehouse;

  JobRun(LocalStack stack, TopicAdmin kafka, Lakehouse lakehouse) {
    this.stack = stack;
    this.kafka = kafka;
    this.lakehouse = lakehouse;
  }

  /**
   * What it took.
   *
   * @param flinkCpuSeconds of TaskManager and JobManager, from submission to the last commit of
   *     rollups
   * @param brokerCpuSeconds of the broker, in the same time
   * @param seconds from the job's running to the last commit
   * @param secondHalf the part of it after half of the topic was committed
   * @param peakMemoryMb of TaskManager and JobManager, MiB
   * @param chunks the table of raw points afterwards
   */
  record Took(
      double flinkCpuSeconds,
      double brokerCpuSeconds,
      double seconds,
      Part secondHalf,
      double peakMemoryMb,
      TableSize chunks) {}

  /**
   * Of some part of the topic.
   *
   * @param share how much of the topic that is, 0 to 1
   * @param flinkCpuSeconds of TaskManager and JobManager
   * @param seconds how long it took
   */
  record Part(double share, double flinkCpuSeconds, double seconds) {}

  /** So much of the topic was committed at some time. */
  private record Mark(double share, Instant at) {}

  /**
   * Runs the job until it has committed everything; it goes on running.
   *
   * @param progress is told how much of the topic is committed, 0 to 1
   */
  Took run(DoubleConsumer progress) throws InterruptedException {
    long jobManager = stack.pid(Components.JOB_MANAGER).orElseThrow();
    long taskManager = stack.pid(Components.TASK_MANAGER).orElseThrow();
    long broker = stack.pid(Components.KAFKA).orElseThrow();
    try (CpuRecorder cpu = CpuRecorder.of(jobManager, taskManager, broker)) {
      Instant submitted = Instant.now();
      stack.run(JobNames.METRICS, "--ten-second-series", Workload.TEN_SECOND_SERIES);
      Instant running = Instant.now();
      Mark half = awaitCommitted(progress);
      TableSize chunks = TableSize.of(lakehouse.table(Tables.METRIC_CHUNKS));
      Instant committed = Objects.requireNonNull(chunks.lastCommit(), "nothing was committed");
      Instant rolledUp = awaitRollups(committed);
      ToDoubleFunction<Instant> flinkSince =
          begin ->
              cpu.seconds(jobManager, begin, rolledUp) + cpu.seconds(taskManager, begin, rolledUp);
      return new Took(
          flinkSince.applyAsDouble(submitted),
          cpu.seconds(broker, submitted, rolledUp),
          Seconds.between(running, committed),
          new Part(
              1 - half.share(),
              flinkSince.applyAsDouble(half.at()),
              Seconds.between(half.at(), committed)),
          (ProcessUse.peakBytes(jobManager) + ProcessUse.peakBytes(taskManager)) / MIB,
          chunks);
    }
  }

  /** When the rollups that the last points closed were committed: a checkpoint after the points. */
  private Instant awaitRollups(Instant committed) throws InterruptedException {
    long deadline = System.nanoTime() + ROLLUPS_FOLLOW.toNanos();
    while (true) {
      Instant last = TableSize.of(lakehouse.table(Tables.ROLLUPS_1M_LOG)).lastCommit();
      if (last != null && last.isAfter(committed)) {
        return last;
      }
      if (System.nanoTime() > deadline) {
        return committed;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }

  /**
   * Waits until the job's checkpoints cover the topic to its end; that takes little CPU here.
   *
   * @return when they covered half of it or more for the first time
   */
  private Mark awaitCommitted(DoubleConsumer progress) throws InterruptedException {
    Map<TopicPartition, Long> ends = kafka.endOffsets(List.of(Topics.OTLP_METRICS));
    String group = JobNames.group(JobNames.METRICS, Timeline.LIVE);
    long all = ends.values().stream().mapToLong(Long::longValue).sum();
    long last = -1;
    long moved = System.nanoTime();
    Mark half = null;
    while (true) {
      Map<TopicPartition, Long> done = kafka.committedOffsets(group);
      long now =
          ends.keySet().stream().mapToLong(each -> Math.max(0, done.getOrDefault(each, 0L))).sum();
      double share = now / (double) all;
      progress.accept(share);
      if (half == null && 2 * now >= all) {
        half = new Mark(share, Instant.now());
      }
      if (half != null && now >= all) {
        return half;
      }
      if (now != last) {
        last = now;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw CommandException.failed(
            "the job has committed "
                + now
                + " of "
                + all
                + " messages and gets no further; run it again with --keep and look into the logs: "
                + stack.jobs());
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }
}
