package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Timeline;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobPlanTest {

  private static final StackSettings SETTINGS = StackSettings.of(Configuration.defaults(), null);
  private static final CatalogOptions CATALOG = CatalogOptions.local(Path.of("home"));

  @Test
  void theLiveTimelineHasEveryJobAndOtherTimelinesNoMaintenance() {
    assertThat(names(Timeline.LIVE))
        .containsExactly(
            "traces",
            "logs",
            "metrics",
            "export-elasticsearch",
            "delivery",
            "audit",
            "alerts",
            "anomalies",
            "maintain");
    assertThat(names(new Timeline("drill")))
        .containsExactly(
            "traces.drill", "logs.drill", "metrics.drill", "export-elasticsearch.drill");
  }

  @Test
  void theJobsAreToldTheConfiguredRetention() {
    assertThat(argument("traces", "--retention-days")).isEqualTo("30");
    assertThat(argument("logs", "--retention-days")).isEqualTo("730");
    assertThat(argument("export-elasticsearch", "--keep-index-days")).isEqualTo("90");
    assertThat(argument("maintain", "--keep-traces-days")).isEqualTo("30");
    assertThat(argument("maintain", "--keep-logs-days")).isEqualTo("730");
    assertThat(argument("maintain", "--keep-metrics-days")).isEqualTo("30");
    assertThat(argument("maintain", "--keep-rollups-1m-days")).isEqualTo("365");
    assertThat(argument("maintain", "--keep-rollups-1h-days")).isEqualTo("730");
    assertThat(argument("maintain", "--keep-anomalies-days")).isEqualTo("730");
    assertThat(argument("maintain", "--keep-dead-letters-days"))
        .as("as long as there are rows beside which they are counted")
        .isEqualTo("730");
  }

  @Test
  void prometheusIsWrittenToWhereOneIsConfigured(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(
        file, "monitoring: {metrics: {prometheus: {host: prometheus-1, port: 9091}}}");
    StackSettings settings = StackSettings.of(ConfigurationLoader.load(file).configuration(), null);

    assertThat(JobPlan.of(Timeline.LIVE, settings, CATALOG))
        .filteredOn(plan -> plan.name().equals("export-prometheus"))
        .singleElement()
        .satisfies(
            plan -> assertThat(plan.arguments()).contains("http://prometheus-1:9091/api/v1/write"));
    assertThat(JobPlan.of(new Timeline("drill"), settings, CATALOG))
        .noneMatch(plan -> plan.name().startsWith("export-prometheus"));
  }

  @Test
  void influxDbIsWrittenToWhereOneIsConfigured(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(
        file,
        "monitoring: {influxdb: {url: 'http://influx:8086/write?db=w', authorization_env: HEADER}}");
    StackSettings settings = StackSettings.of(ConfigurationLoader.load(file).configuration(), null);

    assertThat(JobPlan.of(Timeline.LIVE, settings, CATALOG))
        .filteredOn(plan -> plan.name().equals("export-influxdb"))
        .singleElement()
        .satisfies(
            plan ->
                assertThat(plan.arguments())
                    .containsSequence("--influxdb-url", "http://influx:8086/write?db=w")
                    .containsSequence("--influxdb-authorization-env", "HEADER"));
  }

  @Test
  void theDeliveryJobIsToldWhatIsMeantByItsFigures() {
    assertThat(argument("delivery", "--failures")).isEqualTo("incident,rollback");
    assertThat(argument("delivery", "--window-hours")).isEqualTo("24");
    assertThat(argument("delivery", "--state")).isEqualTo("heap");
    assertThat(
            JobPlan.deliveryArguments(
                new Configuration.Delivery(
                    Map.of("standard", Definition.STANDARD.withProduction(List.of("live", "eu"))),
                    "standard",
                    new ServiceMap(
                        List.of(
                            new ServiceMap.Service(
                                "shop",
                                List.of("S 1"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()))),
                    "2024",
                    "rocksdb")))
        .containsSequence("--production", "live,eu", "--state", "rocksdb")
        .endsWith("--services", "{\"shop\":{\"names\":[\"S 1\"]}}");
  }

  @Test
  void theMetricsJobIsToldOfDerivedAndCustomMetrics() {
    Configuration.Metrics metrics =
        new Configuration.Metrics(
            false,
            List.of(Derivation.read("x_all", "s", "all x", "sum(x)", Map.of("a", "b"))),
            CustomMetrics.of("ours", Map.of("environment", "production")),
            List.of("cpu*", "queue{till=1}"),
            List.of("queue"),
            5_000);
    assertThat(JobPlan.metricArguments(metrics))
        .containsExactly(
            "--no-catalogue",
            "--derived",
            "x_all=sum(x)",
            "--derived-unit",
            "x_all=s",
            "--derived-description",
            "x_all=all x",
            "--derived-label",
            "x_all/a=b",
            "--ten-second-series",
            "cpu*;queue{till=1}",
            "--sketch-series",
            "queue",
            "--series-per-metric",
            "5000",
            "--custom-namespace",
            "ours",
            "--default-label",
            "environment=production");
    assertThat(JobPlan.metricArguments(Configuration.defaults().metrics())).isEmpty();
  }

  @Test
  void theAnomaliesJobIsToldWhatToWatchAndNeverToWatchItself(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(
        file,
        """
        monitoring:
          anomalies:
            watch: ["cpu*", "queue{till=1}"]
            ignore: ["cpu_idle"]
            profile: light
            threshold: 2
            thresholds: {queue: 0.5}
            statistics: {queue: max}
          metrics:
            derived:
              all_found: {formula: "sum(anomalies_total)"}
              found_share: {formula: "sum(all_found) / count(all_found)"}
              sold_all: {formula: "sum(sold)"}
            custom_metrics: {namespace: ours}
        """);
    Configuration configuration = ConfigurationLoader.load(file).configuration();
    assertThat(JobPlan.anomalyArguments(configuration))
        .containsExactly(
            "--profile",
            "light",
            "--threshold",
            "2.0",
            "--state",
            "heap",
            "--watch",
            "cpu*;queue{till=1}",
            "--ignore",
            "cpu_idle;all_found;found_share",
            "--metric-threshold",
            "queue=0.5",
            "--metric-statistic",
            "queue=max",
            "--custom-namespace",
            "ours");

    Files.writeString(file, "monitoring: {anomalies: {enabled: false}}");
    assertThat(
            JobPlan.of(
                Timeline.LIVE,
                StackSettings.of(ConfigurationLoader.load(file).configuration(), null),
                CATALOG))
        .noneMatch(plan -> plan.name().startsWith("anomalies"));
  }

  private static List<String> names(Timeline timeline) {
    return JobPlan.of(timeline, SETTINGS, CATALOG).stream().map(JobPlan::name).toList();
  }

  private static String argument(String job, String key) {
    List<String> arguments =
        JobPlan.of(Timeline.LIVE, SETTINGS, CATALOG).stream()
            .filter(plan -> plan.name().equals(job))
            .findFirst()
            .orElseThrow()
            .arguments();
    return arguments.get(arguments.indexOf(key) + 1);
  }
}
