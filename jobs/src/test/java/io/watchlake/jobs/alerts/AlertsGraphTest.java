package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    AlertsMain.build(
        env,
        AlertsOptions.parse(Graphs.arguments(Graphs.catalog(home))),
        List.of(),
        List.of(),
        List.of());
    List<String> uids = Graphs.uids(env);
    assertThat(uids.stream().filter(uid -> !uid.contains(": ")))
        .containsExactly(
            "alerts.acknowledgements.v1",
            "alerts.alert-rows.v1",
            "alerts.alert-table.v1",
            "alerts.alert-topic.v1",
            "alerts.correlate.v1",
            "alerts.dead-letter-rows.v1",
            "alerts.dead-letter-table.v1",
            "alerts.dead-letter-topic.v1",
            "alerts.decode.v1",
            "alerts.deployments.v1",
            "alerts.digest.v1",
            "alerts.enrich.v1",
            "alerts.evaluate.v1",
            "alerts.expect.v1",
            "alerts.given-up.v1",
            "alerts.group.v1",
            "alerts.notification-rows.v1",
            "alerts.notification-table.v1",
            "alerts.notification-topic.v1",
            "alerts.notify.v1",
            "alerts.redact.v1",
            "alerts.route.v1",
            "alerts.rules.v1",
            "alerts.signal-time.v1",
            "alerts.silences.v1",
            "alerts.source.v1",
            "alerts.subscription-topic.v1",
            "alerts.tick-time.v1",
            "alerts.ticks.v1",
            "alerts.timed-signal.v1");
    assertThat(uids.stream().filter(uid -> uid.contains(": ")))
        .as("the inner operators of sinks, named after them")
        .allMatch(uid -> uid.contains("alerts."));
  }
}
