package io.watchlake.jobs.delivery;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class DeliverySavepointTest extends SavepointContract {

  DeliverySavepointTest() {
    super(JobNames.DELIVERY);
  }

  @Override
  protected Life begin(Path home, int to) {
    return new KafkaLife(home, Feed.DELIVERY, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        DeliveryMain.build(env, DeliveryOptions.parse(arguments()), List.of());
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        long events = Feed.requests(from, to);
        running.await("events", () -> rows().count(Tables.DELIVERY_EVENTS), events);
        running.await("deployments", () -> rows().count(Tables.DELIVERY_DEPLOYMENTS_LOG), events);
        running.await("dead letters", () -> rows().count(Tables.DEAD_LETTERS), to - from - events);
      }
    };
  }
}
