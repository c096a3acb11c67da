package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.FeedSource;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is but for its ends, on a small cluster, with real tables. */
class MetricsJobTest {

  private static final int STEPS = 600;
  private static final int DERIVED = 95;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void everyPointIsCommittedOnceThroughFailuresAndAStop(@TempDir Path home) throws Exception {
    CatalogOptions catalog = Graphs.catalog(home);
    LakeRows rows = new LakeRows(catalog);
    RunningJob job = RunningJob.start(home, null, env -> build(env, catalog));
    long requests = Feed.requests(0, STEPS);
    job.await("points", () -> rows.sum(Tables.METRIC_CHUNKS, "point_count"), requests * Feed.EACH);
    job.await("distributions", () -> rows.count(Tables.METRIC_DISTRIBUTIONS), requests);
    job.await("dead letters", () -> rows.count(Tables.DEAD_LETTERS), STEPS - requests);
    // Of 600 steps of 10 s the last minute or two have not closed.
    job.await(
        "derived minutes",
        () -> rows.count(Tables.ROLLUPS_1M_LOG, "metric", "queue_of_all") >= DERIVED ? 1 : 0,
        1);
    job.await(
        "minutes of the histogram",
        () -> rows.count(Tables.ROLLUPS_1M_LOG, "metric", "wait") >= DERIVED ? 1 : 0,
        1);
    job.await(
        "an hour of the histogram",
        () -> Math.min(1, rows.count(Tables.ROLLUPS_1H_LOG, "metric", "wait")),
        1);
    job.stop(home.resolve("savepoints"));

    assertThat(rows.sum(Tables.METRIC_CHUNKS, "point_count")).isEqualTo(requests * Feed.EACH);
    assertThat(rows.count(Tables.METRIC_DISTRIBUTIONS)).isEqualTo(requests);
    assertThat(rows.count(Tables.DEAD_LETTERS)).isEqualTo(STEPS - requests);
    assertThat(rows.count(Tables.SERIES))
        .as("each series of the day, more after a restart")
        .isGreaterThanOrEqualTo(Feed.EACH + 1);
  }

  private static void build(StreamExecutionEnvironment env, CatalogOptions catalog) {
    FeedSource feed =
        new FeedSource(
            Feed.METRICS,
            STEPS,
            new FeedSource.FailurePlan(FeedSource.Attempts.FAILING, List.of(150, 400)));
    MetricsMain.assemble(
        env.addSource(feed, TelemetryTypes.RAW_MESSAGE)
            .uid(MetricsUids.SOURCE)
            .name(MetricsUids.SOURCE)
            .setParallelism(1),
        new DiscardingSink<>(),
        new DiscardingSink<>(),
        AskedFor.NOBODY,
        MetricsOptions.parse(
            Graphs.arguments(
                catalog,
                "--timeline",
                Feed.TIMELINE.name(),
                "--derived",
                "queue_of_all=max by (service) (queue)")));
  }
}
