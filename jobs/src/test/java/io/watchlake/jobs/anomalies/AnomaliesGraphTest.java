package io.watchlake.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.ml.Profile;
import io.watchlake.model.anomaly.Statistic;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnomaliesGraphTest {

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(2);
    AnomaliesMain.build(
        env, AnomaliesOptions.parse(Graphs.arguments(Graphs.catalog(home))), List.of());
    List<String> uids = Graphs.uids(env);
    assertThat(uids.stream().filter(uid -> !uid.contains(": ")))
        .containsExactly(
            "anomalies.anomaly-rows.v1",
            "anomalies.anomaly-table.v1",
            "anomalies.anomaly-topic.v1",
            "anomalies.choose-signals.v1",
            "anomalies.dead-letter-rows.v1",
            "anomalies.dead-letter-table.v1",
            "anomalies.dead-letter-topic.v1",
            "anomalies.decode-feedback.v1",
            "anomalies.decode-models.v1",
            "anomalies.decode.v1",
            "anomalies.detect.v1",
            "anomalies.enrich.v1",
            "anomalies.feedback-time.v1",
            "anomalies.feedback.v1",
            "anomalies.judge-services.v1",
            "anomalies.models.v1",
            "anomalies.redact.v1",
            "anomalies.rules.v1",
            "anomalies.service-time.v1",
            "anomalies.signal-topic.v1",
            "anomalies.signal.v1",
            "anomalies.source.v1",
            "anomalies.time.v1",
            "anomalies.timed-part.v1",
            "anomalies.tolerate-services.v1");
    assertThat(uids.stream().filter(uid -> uid.contains(": ")))
        .as("the inner operators of sinks, named after them")
        .allMatch(uid -> uid.contains("anomalies."));
  }

  @Test
  void whatIsSaidOfAMetricHoldsUnderAllItsNames() {
    Watch watch =
        parse(
                "--watch",
                "cpu*;queue{till=1}",
                "--profile",
                "light",
                "--threshold",
                "2",
                "--metric-threshold",
                "queue=0.5",
                "--metric-threshold",
                "cpu_usage=3",
                "--metric-statistic",
                "queue=max",
                "--custom-namespace",
                "ours")
            .watch();
    assertThat(watch.profile()).isEqualTo(Profile.LIGHT);
    assertThat(watch.thresholdOf("memory")).isEqualTo(2);
    assertThat(watch.thresholdOf("queue")).isEqualTo(0.5);
    assertThat(watch.thresholdOf("ours_queue")).isEqualTo(0.5);
    assertThat(watch.thresholdOf("cpu_utilization_percentage"))
        .as("cpu_usage is another name of it")
        .isEqualTo(3);
    assertThat(watch.statisticOf("ours.queue")).isEqualTo(Statistic.MAX);
    assertThat(watch.statisticOf("memory")).isEqualTo(Statistic.MEAN);
  }

  @Test
  void everyProblemIsTold() {
    InvalidArgumentsException error =
        catchThrowableOfType(
            InvalidArgumentsException.class,
            () ->
                parse(
                    "--watch",
                    "queue{",
                    "--profile",
                    "huge",
                    "--threshold",
                    "0",
                    "--metric-threshold",
                    "queue=many",
                    "--metric-statistic",
                    "queue=median"));
    assertThat(error.problems())
        .anySatisfy(problem -> assertThat(problem).contains("--watch: 'queue{' has no closing"))
        .anySatisfy(problem -> assertThat(problem).contains("--profile: 'huge' is not one of"))
        .anySatisfy(problem -> assertThat(problem).contains("--threshold: '0' is not above 0"))
        .anySatisfy(problem -> assertThat(problem).contains("queue: 'many' is not a number"))
        .anySatisfy(problem -> assertThat(problem).contains("queue: 'median' is not one of"))
        .hasSize(5);
  }

  private static AnomaliesOptions parse(String... more) {
    String[] all = new String[more.length + 6];
    String[] least = {"--kafka", "k:1", "--catalog-uri", "jdbc:sqlite:file:x", "--warehouse", "w"};
    System.arraycopy(least, 0, all, 0, least.length);
    System.arraycopy(more, 0, all, least.length, more.length);
    return AnomaliesOptions.parse(all);
  }
}
