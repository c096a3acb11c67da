package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class ReferChangesTest {

  private static List<DeliveryLink> links(String service, DeliveryFact fact) {
    return links(ServiceMap.NONE, event(service, fact));
  }

  private static List<DeliveryLink> links(ServiceMap map, DeliveryEvent event) {
    List<DeliveryLink> links = new ArrayList<>();
    new ReferChanges(map).flatMap(event, new ListCollector<>(links));
    return links;
  }

  private static DeliveryEvent event(String service, DeliveryFact fact) {
    return new DeliveryEvent(
        new Origin("delivery_events", 0, 0, 0),
        "live",
        "test",
        "id",
        "test",
        0,
        service,
        null,
        fact);
  }

  @Test
  void anArtifactRefersToItsChangesForThoseWhoDeployItAlone() {
    ArtifactPackaged artifact = new ArtifactPackaged("pkg:generic/shop@1", List.of("c1", "c2"));
    assertThat(links("shop", artifact))
        .containsExactly(
            new DeliveryLink("c1", "shop", null), new DeliveryLink("c2", "shop", null));
    assertThat(links(DeliveryEvent.UNKNOWN_SERVICE, artifact))
        .as("or the history of all services would be one service's too")
        .isEmpty();
  }

  @Test
  void aChangeRefersToTheServicesWhoseFilesItTouches() {
    ServiceMap map =
        new ServiceMap(
            List.of(service("shop", "shop/**"), service("till", "till/**"), service("gate", "x")));
    ChangeMerged change =
        new ChangeMerged("c", "mono", "", List.of(), "", List.of(), 0, 0, 0, false)
            .withPaths(List.of("shop/a", "till/b"));
    DeliveryEvent event = event("mono", change);
    assertThat(links(map, event))
        .containsExactly(
            new DeliveryLink("c", "shop", null),
            new DeliveryLink("c", "till", null),
            new DeliveryLink("c", "mono", event));
  }

  private static ServiceMap.Service service(String name, String paths) {
    return new ServiceMap.Service(
        name, List.of(), List.of(Glob.of("mono")), List.of(Glob.of(paths)), List.of(), List.of());
  }

  @Test
  void aDeploymentRefersToItsCommitWhereItNamesNoChanges() {
    assertThat(links("shop", new Deployed("d", "production", "", null, "abc", List.of(), false)))
        .containsExactly(new DeliveryLink("abc", "shop", null));
  }
}
