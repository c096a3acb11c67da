package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.telemetry.Resolution;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class MetricsSavepointTest extends SavepointContract {

  private static final String DERIVED = "queue_of_all";

  MetricsSavepointTest() {
    super(JobNames.METRICS);
  }

  @Override
  protected Life begin(Path home, int to) throws Exception {
    return new KafkaLife(home, Feed.METRICS, to) {
      {
        try (SubscriptionClient subscriptions = new SubscriptionClient(bootstrapServers())) {
          subscriptions.put(
              new SeriesSubscription(
                  "rule", FormulaParser.selector(DERIVED), Resolution.MINUTE, "test"));
        }
      }

      @Override
      public void build(StreamExecutionEnvironment env) {
        MetricsMain.build(
            env,
            MetricsOptions.parse(
                arguments(
                    "--derived",
                    DERIVED + "=max by (service) (queue)",
                    "--sketch-series",
                    "queue")));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long requests = Feed.requests(from, to);
        running.await(
            "points", () -> rows().sum(Tables.METRIC_CHUNKS, "point_count"), requests * Feed.EACH);
        running.await("distributions", () -> rows().count(Tables.METRIC_DISTRIBUTIONS), requests);
        running.await(
            "dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - requests);
        running.await("series", this::arrivedSeries, series(from));
        running.await("derived minutes", () -> Math.min(1, derived(Tables.ROLLUPS_1M_LOG)), 1);
      }

      @Override
      public void assertStopped(int from, int to) {
        assertThat(arrivedSeries()).isEqualTo(series(from));
        // Savepoints of builds without derived metrics do not remember the derived series.
        assertThat(derived(Tables.SERIES)).isBetween(from == 0 ? 1L : 0L, 1L);
      }

      private long arrivedSeries() {
        return rows().count(Tables.SERIES) - derived(Tables.SERIES);
      }

      private long derived(String table) {
        return rows().count(table, "metric", DERIVED);
      }

      /** What the first life has told of, the second remembers for the rest of the day. */
      private long series(int from) {
        return from == 0 ? Feed.EACH + 1L : 0;
      }
    };
  }
}
