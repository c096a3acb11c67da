package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A storm of alerts is told as a digest, over a real broker and real tables. */
class DigestsJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String ALERTING =
      "{route: {receiver: ops, group_by: [service], group_wait: 0s}, receivers: [{name: ops,"
          + " channels: [slack], digest: {after: 1, within: 1h, every: 2s}}]}";

  @Test
  void moreThanMayBeToldByThemselvesAreToldAtOnceAndNoneIsLost(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      RunningJob running = NotifyingJob.start(home, null, broker, catalog, ALERTING);
      for (String service : List.of("cart", "mail", "pay", "shop")) {
        wire.send(service, 90);
      }
      wire.await(told -> told.reason() == NotificationReason.FIRST);
      Notification newest = wire.await(told -> firing(told) == 3);
      assertThat(newest.reason()).isEqualTo(NotificationReason.STORM);
      assertThat(newest.digest().services()).hasSize(3);
      assertThat(wire.told.values())
          .filteredOn(told -> told.reason() != NotificationReason.STORM)
          .hasSize(1);
      LakeRows rows = new LakeRows(catalog);
      running.await(
          "what was gathered in the table",
          () -> rows.count(Tables.NOTIFICATIONS, "reason", "digest"),
          3);
      running.stop(home.resolve("savepoints"));
    }
  }

  private static long firing(Notification told) {
    Digest digest = told.digest();
    return digest == null ? 0 : digest.firing();
  }
}
