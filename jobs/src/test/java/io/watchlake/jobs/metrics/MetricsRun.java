package io.watchlake.jobs.metrics;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The job {@code metrics} as it is but for its ends: fed from memory, dead letters to the table
 * alone. It writes to a lakehouse below a folder.
 */
final class MetricsRun {

  static final String TOPIC = "otlp_metrics.fixture";

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final CatalogOptions catalog;
  private final JobClient client;

  private MetricsRun(CatalogOptions catalog, JobClient client) {
    this.catalog = catalog;
    this.client = client;
  }

  /**
   * Starts the job on the cluster of the current thread.
   *
   * @param savepoint to restore, all of its state; null to begin anew
   */
  static MetricsRun start(Path home, FeedSource feed, @Nullable String savepoint) throws Exception {
    CatalogOptions catalog = Graphs.catalog(home);
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
    DataStream<RawMessage> messages =
        env.addSource(feed, TelemetryTypes.RAW_MESSAGE)
            .uid(MetricsUids.SOURCE)
            .name(MetricsUids.SOURCE)
            .setParallelism(1);
    String[] arguments = Graphs.arguments(catalog);
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--timeline";
    all[arguments.length + 1] = "fixture";
    MetricsMain.assemble(messages, new DiscardingSink<>(), MetricsOptions.parse(all));
    return new MetricsRun(catalog, env.executeAsync());
  }

  /** Waits until a table holds as many rows as expected, or a count of more has shown. */
  void awaitRows(String table, String sumOf, long expected) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    long seen = total(table, sumOf);
    while (seen < expected && System.nanoTime() < end) {
      if (client.getJobStatus().get().isGloballyTerminalState()) {
        // Throws what the job died of.
        client.getJobExecutionResult().get();
      }
      TimeUnit.MILLISECONDS.sleep(100);
      seen = total(table, sumOf);
    }
    if (seen != expected) {
      throw new AssertionError(table + " holds " + seen + ", expected " + expected);
    }
  }

  /** How many rows a table holds, or the sum of a whole-number column where one is named. */
  long total(String table, String sumOf) {
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      if (sumOf.isEmpty()) {
        Snapshot snapshot = lakehouse.table(table).currentSnapshot();
        return snapshot == null
            ? 0
            : Long.parseLong(snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
      }
      long sum = 0;
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(lakehouse.table(table)).select(sumOf).build()) {
        for (Record row : rows) {
          sum += ((Number) row.getField(sumOf)).longValue();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return sum;
    }
  }

  /** Stops with a savepoint and tells where it is. */
  String stop(Path savepoints) throws Exception {
    return client
        .stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
        .get(1, TimeUnit.MINUTES);
  }
}
