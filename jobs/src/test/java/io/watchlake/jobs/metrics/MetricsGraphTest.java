package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    MetricsMain.build(env, MetricsOptions.parse(Graphs.arguments(Graphs.catalog(home))));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: metrics.chunk-table.v1",
            "Sink Committer: metrics.dead-letter-table.v1",
            "Sink Committer: metrics.dead-letter-topic.v1",
            "Sink Committer: metrics.derived-table.v1",
            "Sink Committer: metrics.distribution-hour-table.v1",
            "Sink Committer: metrics.distribution-table.v1",
            "Sink Committer: metrics.hour-table.v1",
            "Sink Committer: metrics.late-table.v1",
            "Sink Committer: metrics.minute-table.v1",
            "Sink Committer: metrics.rollup-topic.v1",
            "Sink Committer: metrics.series-table.v1",
            "Sink Committer: metrics.signal-topic.v1",
            "metrics.cardinality.v1",
            "metrics.chunk-table.v1",
            "metrics.chunk-table.v1: Files",
            "metrics.chunk-table.v1: Sink pre-commit aggregator: metrics.chunk-table.v1",
            "metrics.chunks.v1",
            "metrics.dead-letter-rows.v1",
            "metrics.dead-letter-table.v1",
            "metrics.dead-letter-table.v1: Files",
            "metrics.dead-letter-table.v1: Sink pre-commit aggregator: metrics.dead-letter-table.v1",
            "metrics.dead-letter-topic.v1",
            "metrics.decode.v1",
            "metrics.derived-messages.v1",
            "metrics.derived-routes.v1",
            "metrics.derived-series.v1",
            "metrics.derived-table.v1",
            "metrics.derived-table.v1: Files",
            "metrics.derived-table.v1: Sink pre-commit aggregator: metrics.derived-table.v1",
            "metrics.derived.v1",
            "metrics.distribution-enrich.v1",
            "metrics.distribution-event-time.v1",
            "metrics.distribution-hour-table.v1",
            "metrics.distribution-hour-table.v1: Files",
            "metrics.distribution-hour-table.v1: Sink pre-commit aggregator: metrics.distribution-hour-table.v1",
            "metrics.distribution-redact.v1",
            "metrics.distribution-rollups.v1",
            "metrics.distribution-routes.v1",
            "metrics.distribution-rows.v1",
            "metrics.distribution-series.v1",
            "metrics.distribution-table.v1",
            "metrics.distribution-table.v1: Files",
            "metrics.distribution-table.v1: Sink pre-commit aggregator: metrics.distribution-table.v1",
            "metrics.hour-table.v1",
            "metrics.hour-table.v1: Files",
            "metrics.hour-table.v1: Sink pre-commit aggregator: metrics.hour-table.v1",
            "metrics.late-rows.v1",
            "metrics.late-table.v1",
            "metrics.late-table.v1: Files",
            "metrics.late-table.v1: Sink pre-commit aggregator: metrics.late-table.v1",
            "metrics.minute-table.v1",
            "metrics.minute-table.v1: Files",
            "metrics.minute-table.v1: Sink pre-commit aggregator: metrics.minute-table.v1",
            "metrics.number-enrich.v1",
            "metrics.number-event-time.v1",
            "metrics.number-redact.v1",
            "metrics.number-series.v1",
            "metrics.overflow-distribution-rollups.v1",
            "metrics.overflow-rollups.v1",
            "metrics.overflow-routes.v1",
            "metrics.rollup-topic.v1",
            "metrics.rollups.v1",
            "metrics.series-rows.v1",
            "metrics.series-table.v1",
            "metrics.series-table.v1: Files",
            "metrics.series-table.v1: Sink pre-commit aggregator: metrics.series-table.v1",
            "metrics.series.v1",
            "metrics.signal-topic.v1",
            "metrics.signals.v1",
            "metrics.source.v1",
            "metrics.subscriptions.v1");
  }

  /** Chunks and rollups are most of what flows: between tasks each would be encoded and decoded. */
  @Test
  void whatFlowsMostStaysInItsTask(@TempDir Path home) {
    List<String> tasks = tasks(home).stream().map(JobVertex::getName).toList();

    assertThat(tasks)
        .anyMatch(
            task -> task.contains(MetricsUids.DECODE) && task.contains(MetricsUids.CHUNK_TABLE))
        .anyMatch(
            task ->
                task.contains(MetricsUids.ROLLUPS)
                    && task.contains(MetricsUids.MINUTE_TABLE)
                    && task.contains(MetricsUids.HOUR_TABLE));
  }

  /** A task takes messages and threads at every checkpoint, also where nothing passes it. */
  @Test
  void aTableTakesOneTaskToCommit(@TempDir Path home) {
    List<JobVertex> committers =
        tasks(home).stream()
            .filter(task -> task.getName().contains("-table.v1: Committer"))
            .toList();

    assertThat(committers)
        .hasSize(9)
        .allMatch(task -> task.getParallelism() == 1)
        .allMatch(task -> task.getName().contains("-table.v1: Writer"));
  }

  private static List<JobVertex> tasks(Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    MetricsMain.build(env, MetricsOptions.parse(Graphs.arguments(Graphs.catalog(home))));
    return env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources();
  }
}
