package io.watchlake.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.KafkaTopic;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Between a real broker's topics: records that are read are metrics of their service. */
class LogCountsJobTest {

  private static final int STEPS_A_MINUTE = 6;
  private static final int STEPS = 20 * STEPS_A_MINUTE;
  private static final int FIRST_MINUTES = 10;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void whatAServiceWritesIsInTheTopicOfRollupsTheTablesAndTheSignals(@TempDir Path home)
      throws Exception {
    try (Life life = new Life(home);
        KafkaTopic<Rollup> rollups =
            new KafkaTopic<>(life.bootstrapServers(), Topics.ROLLUPS, RollupCodec::decode);
        KafkaTopic<Signal> signals = KafkaTopic.ofSignals(life.bootstrapServers())) {
      try (SubscriptionClient subscriptions = new SubscriptionClient(life.bootstrapServers())) {
        subscriptions.put(
            new SeriesSubscription(
                "counts",
                FormulaParser.selector("log_records_total{service=\"shop\"}"),
                Resolution.MINUTE,
                "test"));
      }
      RunningJob job = RunningJob.start(home, null, life::build);
      job.await("minutes in the topic", () -> minutes(rollups.all()).size(), FIRST_MINUTES);
      job.await("signals", () -> Math.min(1, signals.all().size()), 1);
      job.await(
          "minutes in the table",
          () ->
              Math.min(
                  FIRST_MINUTES,
                  life.rows().count(Tables.ROLLUPS_1M_LOG, "metric", "log_records_total")),
          FIRST_MINUTES);
      job.stop(home.resolve("savepoints"));

      assertThat(life.rows().count(Tables.SERIES)).isEqualTo(4);
      assertThat(rollups.all())
          .filteredOn(rollup -> rollup.revision() == 0 && rollup.windowUnixNano() == Feed.START)
          .extracting(rollup -> rollup.series().metric(), Rollup::last)
          .containsExactlyInAnyOrder(
              tuple("log_records_total", records(0)),
              tuple("log_warnings_total", 0.0),
              tuple("log_errors_total", 0.0),
              tuple("log_patterns", 1.0));
      assertThat(signals.all())
          .allSatisfy(
              signal -> {
                long minute = (signal.timeUnixNano() - Feed.START) / Resolution.MINUTE.nanos() - 1;
                assertThat(signal.name()).isEqualTo("log_records_total");
                assertThat(signal.service()).isEqualTo("shop");
                assertThat(signal.value()).isEqualTo(records((int) minute));
              });
    }
  }

  private static double records(int minute) {
    int from = minute * STEPS_A_MINUTE;
    return (double) Feed.requests(from, from + STEPS_A_MINUTE) * Feed.EACH;
  }

  private static Set<Long> minutes(List<Rollup> rollups) {
    return rollups.stream()
        .map(Rollup::windowUnixNano)
        .filter(window -> window < Feed.START + FIRST_MINUTES * Resolution.MINUTE.nanos())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final class Life extends KafkaLife {

    Life(Path home) {
      super(home, Feed.LOGS, STEPS);
    }

    @Override
    public void build(StreamExecutionEnvironment env) {
      LogsMain.build(env, LogsOptions.parse(arguments()));
    }

    @Override
    public void awaitOutput(RunningJob running, int from, int to) {}
  }
}
