package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.Notification;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Alerts say which incident they are of, over a real broker and real tables. */
class IncidentsJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String ALERTING =
      "{route: {receiver: ops, group_by: [service], group_wait: 0s},"
          + " receivers: [{name: ops, channels: [slack]}],"
          + " correlation: {within: 10m, deployments: 1h, depends_on: {shop: [cart]}}}";

  @Test
  void whatFollowsADeploymentOfAServiceAndHitsTheOneThatRestsOnItIsOneIncident(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      CatalogOptions catalog = Graphs.catalog(home);
      RunningJob running = NotifyingJob.start(home, null, broker, catalog, ALERTING);
      wire.deployed("cart", "d-7");
      wire.send("cart", 90);
      Map<String, String> cart = told(wire, "cart");
      wire.send("shop", 90);
      wire.send("blog", 90);
      assertThat(cart.get(Alert.PROBABLE_CAUSE)).startsWith("cart, ").endsWith("deployment d-7");
      assertThat(told(wire, "shop")).isEqualTo(cart);
      assertThat(told(wire, "blog").get(Alert.INCIDENT)).isNotEqualTo(cart.get(Alert.INCIDENT));
      LakeRows rows = new LakeRows(catalog);
      String incident = cart.get(Alert.INCIDENT);
      running.await(
          "alerts of the incident in the table",
          () -> rows.count(Tables.ALERTS_LOG, "incident", incident),
          2);
      running.await(
          "decisions on it in the table",
          () -> rows.count(Tables.NOTIFICATIONS, "incidents", "[\"" + incident + "\"]"),
          2);
      running.stop(home.resolve("savepoints"));
    }
  }

  /** The annotations of the alert of a service. */
  private static Map<String, String> told(NotificationWire wire, String service) {
    Notification told = wire.await(one -> service.equals(one.groupLabels().get("service")));
    return told.commonAnnotations();
  }
}
