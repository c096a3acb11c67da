package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a small cluster, with real tables. */
class MetricsJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @Test
  void everyPointIsCommittedOnceThroughFailuresAndAStop(@TempDir Path home) throws Exception {
    int steps = 600;
    FeedSource feed =
        new FeedSource(
            MetricsRun.TOPIC,
            Feeds.messages(0, steps),
            new FeedSource.FailurePlan(FeedSource.Attempts.FAILING, List.of(150, 400)));
    MetricsRun run = MetricsRun.start(home, feed, null);
    long requests = Feeds.requests(0, steps);
    run.awaitRows(Tables.METRIC_CHUNKS, "point_count", requests * Feeds.SERIES);
    run.awaitRows(Tables.METRIC_DISTRIBUTIONS, "", requests);
    run.awaitRows(Tables.DEAD_LETTERS, "", steps - requests);
    run.stop(home.resolve("savepoints"));

    assertThat(run.total(Tables.METRIC_CHUNKS, "point_count")).isEqualTo(requests * Feeds.SERIES);
    assertThat(run.total(Tables.METRIC_DISTRIBUTIONS, "")).isEqualTo(requests);
    assertThat(run.total(Tables.DEAD_LETTERS, "")).isEqualTo(steps - requests);
    assertThat(run.total(Tables.SERIES, ""))
        .as("each series of the day, more after a restart")
        .isGreaterThanOrEqualTo(Feeds.SERIES + 1);
  }

  @Test
  void theFirstSavepointIsRestoredWithAllItsState(@TempDir Path home) throws Exception {
    String savepoint =
        MetricsJobTest.class.getResource(SavepointFixture.RESOURCE).toURI().toString();
    int end = SavepointFixture.STEPS + 50;
    FeedSource feed =
        new FeedSource(MetricsRun.TOPIC, Feeds.messages(0, end), FeedSource.FailurePlan.NONE);
    MetricsRun run = MetricsRun.start(home, feed, savepoint);
    long requests = Feeds.requests(SavepointFixture.STEPS, end);
    run.awaitRows(Tables.METRIC_CHUNKS, "point_count", requests * Feeds.SERIES);
    run.awaitRows(Tables.METRIC_DISTRIBUTIONS, "", requests);
    run.stop(home.resolve("savepoints"));

    assertThat(run.total(Tables.METRIC_CHUNKS, "point_count"))
        .as("the source went on where the savepoint says")
        .isEqualTo(requests * Feeds.SERIES);
    assertThat(run.total(Tables.SERIES, "")).as("the series of the day are remembered").isZero();
  }
}
