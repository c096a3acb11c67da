package io.watchlake.jobs.traces;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class TracesSavepointTest extends SavepointContract {

  TracesSavepointTest() {
    super(JobNames.TRACES);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.SPANS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        TracesMain.build(env, TracesOptions.parse(arguments()));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long requests = Feed.requests(from, to);
        running.await("spans", () -> rows().count(Tables.SPANS), requests * Feed.EACH);
        running.await(
            "dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - requests);
      }
    };
  }
}
