package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class MetricsSavepointTest extends SavepointContract {

  MetricsSavepointTest() {
    super(JobNames.METRICS);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.METRICS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        MetricsMain.build(env, MetricsOptions.parse(arguments()));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long requests = Feed.requests(from, to);
        running.await(
            "points", () -> rows().sum(Tables.METRIC_CHUNKS, "point_count"), requests * Feed.EACH);
        running.await("distributions", () -> rows().count(Tables.METRIC_DISTRIBUTIONS), requests);
        running.await(
            "dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - requests);
        running.await("series", () -> rows().count(Tables.SERIES), series(from));
      }

      @Override
      public void assertStopped(int from, int to) {
        assertThat(rows().count(Tables.SERIES)).isEqualTo(series(from));
      }

      /** What the first life has told of, the second remembers for the rest of the day. */
      private long series(int from) {
        return from == 0 ? Feed.EACH + 1L : 0;
      }
    };
  }
}
