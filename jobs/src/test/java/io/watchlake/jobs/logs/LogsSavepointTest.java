package io.watchlake.jobs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class LogsSavepointTest extends SavepointContract {

  /** How many series the counts of a service have. */
  private static final long COUNTS = 4;

  LogsSavepointTest() {
    super(JobNames.LOGS);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.LOGS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        LogsMain.build(env, LogsOptions.parse(arguments()));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long requests = Feed.requests(from, to);
        running.await("log records", () -> rows().count(Tables.LOGS), requests * Feed.EACH);
        running.await(
            "dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - requests);
        running.await("a minute of counts", () -> Math.min(1, minutes()), 1);
      }

      @Override
      public void assertStopped(int from, int to) {
        // Savepoints of builds without counts do not remember their series.
        assertThat(rows().count(Tables.SERIES)).isBetween(from == 0 ? COUNTS : 0L, COUNTS);
      }

      private long minutes() {
        return rows().count(Tables.ROLLUPS_1M_LOG, "metric", "log_records_total");
      }
    };
  }
}
