package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.Silence;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a signal to what people are told, over a real broker and real tables. */
class NotificationsJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String ALERTING =
      "{route: {receiver: ops, group_by: [service], group_wait: 5s, group_interval: 1s},"
          + " receivers: [{name: ops, channels: [email]}]}";

  @Test
  void peopleAreToldOnceOfWhatNothingSilencesAndGroupsGoOnAfterASavepoint(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      Silence before = wire.silence("old");
      RunningJob running = NotifyingJob.start(home, null, broker, catalog, ALERTING, before);
      wire.silences.put(wire.silence("new"));

      for (String service : List.of("old", "new", "shop")) {
        wire.send(service, 90);
      }
      Notification first = wire.await(told -> told.reason() == NotificationReason.FIRST);
      assertThat(first.receiver()).isEqualTo("ops");
      assertThat(first.groupKey()).isEqualTo("{}:{service=\"shop\"}");
      assertThat(first.commonLabels())
          .isEqualTo(Map.of("alertname", "cpu", "service", "shop", "severity", "warning"));
      LakeRows rows = new LakeRows(catalog);
      running.await("decisions in the table", () -> rows.count(Tables.NOTIFICATIONS), 3);
      String savepoint = running.stop(home.resolve("savepoints"));

      // The group goes on in another life of the job, and knows what was told in the first.
      RunningJob again = NotifyingJob.start(home, savepoint, broker, catalog, ALERTING, before);
      wire.send("shop", 10);
      Notification over = wire.await(told -> told.reason() == NotificationReason.ALL_RESOLVED);
      assertThat(over.groupKey()).isEqualTo(first.groupKey());
      assertThat(over.alerts().get(0).startsAtUnixNano())
          .isEqualTo(first.alerts().get(0).startsAtUnixNano());
      again.await("decisions in the table", () -> rows.count(Tables.NOTIFICATIONS), 4);
      assertThat(wire.told).hasSize(2);
      again.stop(home.resolve("savepoints-2"));
    }
  }
}
