package io.watchlake.jobs.alerts;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.alert.Silence;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job {@code alerts} with one rule: the metric {@code cpu} of a service is above 85. Time is a
 * second behind what comes.
 */
final class NotifyingJob {

  private static final String RULE =
      "alert_rules: {cpu: {metric: cpu, threshold: 85, severity: warning}}";

  private NotifyingJob() {}

  /**
   * Starts it.
   *
   * @param home where its checkpoints go
   * @param savepoint to go on with; null to begin anew
   * @param alerting who is told, in YAML
   * @param silences those that there are before it starts
   */
  static RunningJob start(
      Path home,
      @Nullable String savepoint,
      KafkaBroker broker,
      CatalogOptions catalog,
      String alerting,
      Silence... silences)
      throws Exception {
    AlertsOptions options =
        AlertsOptions.parse(
            Graphs.arguments(
                broker.bootstrapServers(),
                catalog,
                "--delay-seconds",
                "1",
                "--parallelism",
                "2",
                "--alerting",
                alerting));
    List<RuleVersions> rules = List.of(RuleVersions.none("cpu").with(RULE, 1).live(1, 1));
    return RunningJob.start(
        home,
        savepoint,
        env -> AlertsMain.build(env, options, rules, List.of(silences), List.of()));
  }
}
