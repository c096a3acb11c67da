package io.watchlake.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    DeliveryMain.build(
        env, DeliveryOptions.parse(Graphs.arguments(Graphs.catalog(home))), List.of());
    List<String> uids = Graphs.uids(env);
    assertThat(uids.stream().filter(uid -> !uid.contains(": ")))
        .containsExactly(
            "delivery.change-records.v1",
            "delivery.change-rows.v1",
            "delivery.change-table.v1",
            "delivery.dead-letter-rows.v1",
            "delivery.dead-letter-table.v1",
            "delivery.dead-letter-topic.v1",
            "delivery.decode.v1",
            "delivery.deployment-records.v1",
            "delivery.deployment-rows.v1",
            "delivery.deployment-table.v1",
            "delivery.enrich.v1",
            "delivery.event-rows.v1",
            "delivery.event-table.v1",
            "delivery.event-time.v1",
            "delivery.figure-rows.v1",
            "delivery.figure-table.v1",
            "delivery.figure-topic.v1",
            "delivery.incident-records.v1",
            "delivery.incident-rows.v1",
            "delivery.incident-table.v1",
            "delivery.judge.v1",
            "delivery.link-artifacts.v1",
            "delivery.link-changes.v1",
            "delivery.map-services.v1",
            "delivery.redact.v1",
            "delivery.refer-artifacts.v1",
            "delivery.refer-changes.v1",
            "delivery.rollup-messages.v1",
            "delivery.rollup-topic.v1",
            "delivery.rules.v1",
            "delivery.sample-figures.v1",
            "delivery.signal-topic.v1",
            "delivery.signals.v1",
            "delivery.source.v1",
            "delivery.subjects.v1",
            "delivery.ticks.v1",
            "delivery.verdict-records.v1",
            "delivery.verdict-rows.v1",
            "delivery.verdict-table.v1");
    assertThat(uids.stream().filter(uid -> uid.contains(": ")))
        .as("the inner operators of sinks, named after them")
        .allMatch(uid -> uid.contains("delivery."));
  }
}
