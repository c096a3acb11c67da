package io.watchlake.jobs.alerts;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.RuleVersions;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * An alert of each signal that goes on for long, in a group that waits for more and inhibiting
 * others, and a sequence that has begun with each.
 */
class AlertsSavepointTest extends SavepointContract {

  private static final String RULES =
      """
      alert_rules:
        open_till:
          metric: tills
          threshold: 0
          keep_firing_for: 400d
          severity: info
        till_closed:
          key: till
          severity: info
          sequence:
            within: 1d
            steps:
              - begin: {metric: tills}
              - followed_by: {kind: audit, name: closed}
      """;

  private static final String ALERTING =
      "{route: {receiver: ops, group_wait: 400d}, receivers: [{name: ops, channels: [email]}],"
          + " inhibit_rules: [{source_matchers: [severity=info], target_matchers: [n=none]}]}";

  AlertsSavepointTest() {
    super(JobNames.ALERTS);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.SIGNALS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        AlertsMain.build(
            env,
            AlertsOptions.parse(arguments("--alerting", ALERTING)),
            List.of(
                RuleVersions.none("open_till").with(RULES, 1).live(1, 1),
                RuleVersions.none("till_closed").with(RULES, 1).live(1, 1)),
            List.of(),
            List.of());
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long signals = Feed.requests(from, to);
        running.await("alerts", () -> rows().count(Tables.ALERTS_LOG), signals);
        running.await("dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - signals);
      }
    };
  }
}
