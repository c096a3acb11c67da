package io.watchlake.jobs.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.prometheus.codec.TimeSeries;
import io.watchlake.jobs.run.Collecting;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RemoteWriteReceiver;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Totals go on where they were: the last sample of each series counts all windows, once. */
class PrometheusExportSavepointTest extends SavepointContract {

  PrometheusExportSavepointTest() {
    super(JobNames.EXPORT_PROMETHEUS);
  }

  @Override
  protected Life begin(Path home, int to) {
    Collecting<DeadLetter> deadLetters = new Collecting<>(home.toString());
    RemoteWriteReceiver prometheus =
        new RemoteWriteReceiver(series -> RemoteWriteReceiver.Answer.TAKEN);
    return new KafkaLife(home, Feed.ROLLUPS, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        PrometheusExportOptions options =
            PrometheusExportOptions.parse(
                arguments("--remote-write-url", prometheus.url().toString()));
        PrometheusExportMain.assemble(
            PrometheusExportMain.messages(env, options), deadLetters, options);
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        // Partitions are read side by side, so windows come in any order: late ones are not sent.
        running.await(
            "dead letters",
            () -> deadLetters.collected().stream().map(DeadLetter::origin).distinct().count(),
            (to - from) - Feed.requests(from, to));
        running.await(
            "rows of dead letters",
            () -> rows().count(Tables.DEAD_LETTERS),
            (to - from) - Feed.requests(from, to));
        running.await("series sent to their end", () -> ended(prometheus, to), Feed.EACH);
      }

      /** How many series have the sample of the last step that is a request. */
      private static long ended(RemoteWriteReceiver prometheus, int to) {
        long newest =
            prometheus.taken().stream()
                .mapToLong(series -> series.samples().get(0).timestampMillis())
                .max()
                .orElse(0);
        return newest != Feed.endMillis(to - 2)
            ? 0
            : prometheus.taken().stream()
                .filter(series -> series.samples().get(0).timestampMillis() == newest)
                .map(TimeSeries::labels)
                .distinct()
                .count();
      }

      @Override
      public void assertStopped(int from, int to) {
        assertThat(prometheus.taken()).isNotEmpty();
        for (TimeSeries series : prometheus.taken()) {
          String till = series.labels().get(series.labels().size() - 1).value();
          double each = 1 + Integer.parseInt(till.substring("till-".length()));
          assertThat(series.samples().get(0).value())
              .as("the total of %s, which grows by %s a window", till, each)
              .isGreaterThanOrEqualTo(from == 0 ? each : 2 * each);
        }
      }

      @Override
      public void close() {
        prometheus.close();
        super.close();
      }
    };
  }
}
