package io.watchlake.jobs.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusExportGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(1);
    PrometheusExportMain.build(
        env,
        PrometheusExportOptions.parse(
            Graphs.arguments(
                Graphs.catalog(home), "--remote-write-url", "https://prometheus/api/v1/write")));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: export-prometheus.dead-letter-table.v1",
            "Sink Committer: export-prometheus.dead-letters.v1",
            "export-prometheus.dead-letter-rows.v1",
            "export-prometheus.dead-letter-table.v1",
            "export-prometheus.dead-letter-table.v1: Files",
            "export-prometheus.dead-letter-table.v1: Sink pre-commit aggregator: export-prometheus.dead-letter-table.v1",
            "export-prometheus.dead-letters.v1",
            "export-prometheus.decode.v1",
            "export-prometheus.enrich.v1",
            "export-prometheus.redact.v1",
            "export-prometheus.sample-targets.v1",
            "export-prometheus.sample.v1",
            "export-prometheus.send.v1",
            "export-prometheus.source.v1",
            "export-prometheus.targets.v1",
            "export-prometheus.time.v1");
  }

  @Test
  void anAddressThatIsNoneOrHoldsAPasswordIsToldWithoutRepeatingIt() {
    assertThat(problem("prometheus:9090")).contains("--remote-write-url", "/api/v1/write");
    assertThat(problem("http://me:hunter2@prometheus:9090/api/v1/write"))
        .contains("--remote-write-url")
        .doesNotContain("hunter2");
  }

  private static String problem(String url) {
    return catchThrowableOfType(
            InvalidArgumentsException.class,
            () -> PrometheusExportOptions.parse("--kafka", "k:1", "--remote-write-url", url))
        .getMessage();
  }
}
