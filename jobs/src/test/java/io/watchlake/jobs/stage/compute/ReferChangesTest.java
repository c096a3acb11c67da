package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class ReferChangesTest {

  private static List<DeliveryLink> links(String service, DeliveryFact fact) {
    List<DeliveryLink> links = new ArrayList<>();
    new ReferChanges()
        .flatMap(
            new DeliveryEvent(
                new Origin("delivery_events", 0, 0, 0),
                "live",
                "test",
                "id",
                "test",
                0,
                service,
                null,
                fact),
            new ListCollector<>(links));
    return links;
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
  void aDeploymentRefersToItsCommitWhereItNamesNoChanges() {
    assertThat(links("shop", new Deployed("d", "production", "", null, "abc", List.of(), false)))
        .containsExactly(new DeliveryLink("abc", "shop", null));
  }
}
