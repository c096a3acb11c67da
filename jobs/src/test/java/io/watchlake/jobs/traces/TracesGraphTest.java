package io.watchlake.jobs.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    TracesMain.build(env, TracesOptions.parse(Graphs.arguments(Graphs.catalog(home))));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: traces.dead-letter-table.v1",
            "Sink Committer: traces.dead-letter-topic.v1",
            "Sink Committer: traces.signal-topic.v1",
            "Sink Committer: traces.table.v1",
            "traces.dead-letter-rows.v1",
            "traces.dead-letter-table.v1",
            "traces.dead-letter-table.v1: Files",
            "traces.dead-letter-table.v1: Sink pre-commit aggregator: traces.dead-letter-table.v1",
            "traces.dead-letter-topic.v1",
            "traces.decode.v1",
            "traces.enrich.v1",
            "traces.event-time.v1",
            "traces.redact.v1",
            "traces.rows.v1",
            "traces.signal-topic.v1",
            "traces.signals.v1",
            "traces.source.v1",
            "traces.table.v1",
            "traces.table.v1: Files",
            "traces.table.v1: Sink pre-commit aggregator: traces.table.v1");
  }
}
