package io.watchlake.jobs.export.search;

import io.watchlake.jobs.run.Collecting;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.telemetry.LogRecord;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The index itself is no part of this: its sink keeps no state. */
class SearchExportSavepointTest extends SavepointContract {

  SearchExportSavepointTest() {
    super(JobNames.EXPORT_ELASTICSEARCH);
  }

  @Override
  protected Life begin(Path home, int to) {
    Collecting<LogRecord> index = new Collecting<>(home.toString());
    return new KafkaLife(home, Feed.LOGS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        SearchExportOptions options =
            SearchExportOptions.parse(arguments("--search-url", "http://localhost:9200"));
        SearchExportMain.assemble(SearchExportMain.messages(env, options), index, options);
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        running.await(
            "documents",
            () -> index.collected().stream().map(LogRecord::origin).distinct().count(),
            Feed.requests(from, to) * Feed.EACH);
      }
    };
  }
}
