package io.watchlake.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    AuditMain.build(env, AuditOptions.parse(Graphs.arguments(Graphs.catalog(home))));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: audit.dead-letter-table.v1",
            "Sink Committer: audit.dead-letter-topic.v1",
            "Sink Committer: audit.signal-topic.v1",
            "audit.dead-letter-rows.v1",
            "audit.dead-letter-table.v1",
            "audit.dead-letter-table.v1: Files",
            "audit.dead-letter-table.v1: Sink pre-commit aggregator: audit.dead-letter-table.v1",
            "audit.dead-letter-topic.v1",
            "audit.decode.v1",
            "audit.redact.v1",
            "audit.signal-topic.v1",
            "audit.signals.v1",
            "audit.source.v1");
  }
}
