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
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Somebody takes care of an alert, over a real broker and real tables. */
class AcknowledgementsJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String ALERTING =
      "{route: {receiver: ops, group_by: [service], group_wait: 0s, group_interval: 1s,"
          + " repeat_interval: 1s}, receivers: [{name: boss, channels: [pager]}, {name: ops,"
          + " channels: [email], escalation: [{after: 3s, receiver: boss},"
          + " {after: 1000h, receiver: boss}]}]}";

  /** Longer than an acknowledgement and the time of events take to arrive. */
  private static final long LATER = TimeUnit.SECONDS.toNanos(5);

  @Test
  void whatNobodyTakesCareOfGoesUpAndAllAreToldWhenItIsOver(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      RunningJob running = NotifyingJob.start(home, null, broker, catalog, ALERTING);
      wire.send("shop", 90);
      Notification first = wire.await(told -> told.receiver().equals("ops"));
      Notification up = wire.await(told -> told.receiver().equals("boss"));
      assertThat(up.reason()).isEqualTo(NotificationReason.ESCALATION);
      assertThat(up.groupKey()).isEqualTo(first.groupKey());
      assertThat(up.timeUnixNano() - first.timeUnixNano()).isEqualTo(TimeUnit.SECONDS.toNanos(3));
      running.await(
          "the decision in the table",
          () ->
              new LakeRows(catalog)
                  .count(Tables.NOTIFICATIONS, "reason", NotificationReason.ESCALATION.code()),
          1);
      String savepoint = running.stop(home.resolve("savepoints"));

      // The chain goes on in another life of the job, and knows whom the first one told.
      RunningJob again = NotifyingJob.start(home, savepoint, broker, catalog, ALERTING);
      wire.send("shop", 10);
      Notification over =
          wire.await(
              told ->
                  told.receiver().equals("boss")
                      && told.reason() == NotificationReason.ALL_RESOLVED);
      assertThat(over.groupKey()).isEqualTo(first.groupKey());
      again.stop(home.resolve("savepoints-2"));
    }
  }

  @Test
  void whatIsAcknowledgedIsNotRepeatedUntilItIsOver(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      RunningJob running = NotifyingJob.start(home, null, broker, catalog, ALERTING);
      wire.send("shop", 90);
      wire.send("other", 90);
      Notification first = wire.await(told -> of(told, "shop"));
      assertThat(first.reason()).isEqualTo(NotificationReason.FIRST);
      wire.await(told -> of(told, "shop") && told.reason() == NotificationReason.REPEAT);

      wire.acknowledge(first);
      long said = NotificationWire.now();
      // The other group goes on, which shows how far time is.
      wire.await(told -> of(told, "other") && told.timeUnixNano() > said + 2 * LATER);
      assertThat(wire.told.values())
          .noneMatch(told -> of(told, "shop") && told.timeUnixNano() > said + LATER);
      running.await(
          "the decision in the table",
          () ->
              new LakeRows(catalog)
                  .count(Tables.NOTIFICATIONS, "reason", NotificationReason.ACKNOWLEDGED.code()),
          1);

      wire.send("shop", 10);
      Notification over =
          wire.await(told -> of(told, "shop") && told.reason() == NotificationReason.ALL_RESOLVED);
      assertThat(over.groupKey()).isEqualTo(first.groupKey());
      running.stop(home.resolve("savepoints"));
    }
  }

  private static boolean of(Notification notification, String service) {
    return service.equals(notification.groupLabels().get("service"));
  }
}
