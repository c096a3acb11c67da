package io.watchlake.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    LogsMain.build(env, LogsOptions.parse(Graphs.arguments(Graphs.catalog(home))));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: logs.dead-letter-table.v1",
            "Sink Committer: logs.dead-letter-topic.v1",
            "Sink Committer: logs.minute-table.v1",
            "Sink Committer: logs.rollup-topic.v1",
            "Sink Committer: logs.series-table.v1",
            "Sink Committer: logs.signal-topic.v1",
            "Sink Committer: logs.table.v1",
            "logs.count-signals.v1",
            "logs.counts.v1",
            "logs.dead-letter-rows.v1",
            "logs.dead-letter-table.v1",
            "logs.dead-letter-table.v1: Files",
            "logs.dead-letter-table.v1: Sink pre-commit aggregator: logs.dead-letter-table.v1",
            "logs.dead-letter-topic.v1",
            "logs.decode.v1",
            "logs.enrich.v1",
            "logs.event-time.v1",
            "logs.minute-table.v1",
            "logs.minute-table.v1: Files",
            "logs.minute-table.v1: Sink pre-commit aggregator: logs.minute-table.v1",
            "logs.redact.v1",
            "logs.rollup-messages.v1",
            "logs.rollup-topic.v1",
            "logs.rows.v1",
            "logs.series-rows.v1",
            "logs.series-table.v1",
            "logs.series-table.v1: Files",
            "logs.series-table.v1: Sink pre-commit aggregator: logs.series-table.v1",
            "logs.series.v1",
            "logs.sightings.v1",
            "logs.signal-topic.v1",
            "logs.signals.v1",
            "logs.source.v1",
            "logs.subscriptions.v1",
            "logs.table.v1",
            "logs.table.v1: Files",
            "logs.table.v1: Sink pre-commit aggregator: logs.table.v1",
            "logs.tallies.v1");
  }
}
