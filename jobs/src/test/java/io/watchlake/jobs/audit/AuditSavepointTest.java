package io.watchlake.jobs.audit;

import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.KafkaTopic;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class AuditSavepointTest extends SavepointContract {

  AuditSavepointTest() {
    super(JobNames.AUDIT);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.AUDIT, to) {

      private final KafkaTopic<Signal> signals = KafkaTopic.ofSignals(bootstrapServers());

      {
        try (SubscriptionClient subscriptions = new SubscriptionClient(bootstrapServers())) {
          subscriptions.put(
              new RecordSubscription(
                  "rule",
                  new SignalPattern(SignalKind.AUDIT, null, List.of(), null),
                  List.of(),
                  "test"));
        }
      }

      @Override
      public void build(StreamExecutionEnvironment env) {
        AuditMain.build(env, AuditOptions.parse(arguments()));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long requests = Feed.requests(from, to);
        running.await("signals", () -> signals.all().size(), requests);
        running.await(
            "dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - requests);
      }

      @Override
      public void close() {
        signals.close();
        super.close();
      }
    };
  }
}
