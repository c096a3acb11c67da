package io.watchlake.jobs.stage.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.ServiceMap.Service;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class MapServicesTest {

  private static final ServiceMap MAP =
      new ServiceMap(
          List.of(
              new Service(
                  "shop",
                  List.of("Shop API"),
                  List.of(Glob.of("mono")),
                  List.of(Glob.of("shop/**")),
                  List.of(),
                  List.of(Glob.of("shop-*"))),
              new Service(
                  "till",
                  List.of(),
                  List.of(Glob.of("mono")),
                  List.of(),
                  List.of(Glob.of("pkg:oci/till")),
                  List.of())));

  private static DeliveryEvent event(String service, DeliveryFact fact) {
    return new DeliveryEvent(
        new Origin("delivery_events", 0, 0, 0), "live", "s", "id", "t", 7, service, null, fact);
  }

  private static List<DeliveryEvent> mapped(ServiceMap map, DeliveryEvent event) {
    List<DeliveryEvent> out = new ArrayList<>();
    new MapServices(map).flatMap(event, new ListCollector<>(out));
    return out;
  }

  private static Deployed deployed(String environment, String artifact) {
    return new Deployed("d", environment, "", artifact, "abc", List.of(), false);
  }

  @Test
  void aDeploymentOfTheRepositoryIsOfTheServiceOfItsEnvironment() {
    DeliveryEvent event = event("mono", deployed("shop-prod", null));
    assertThat(mapped(MAP, event)).containsExactly(event.about("shop"));
  }

  @Test
  void aDeploymentIsOfTheServiceOfItsArtifact() {
    DeliveryEvent event = event("mono", deployed("prod", "pkg:oci/till@sha256:1"));
    assertThat(mapped(MAP, event)).containsExactly(event.about("till"));
  }

  @Test
  void whatNoServiceClaimsStaysWithItsRepository() {
    DeliveryEvent event = event("mono", deployed("docs", null));
    assertThat(mapped(MAP, event)).containsExactly(event);
  }

  @Test
  void anIncidentUnderAnotherNameIsOfTheService() {
    DeliveryEvent event =
        event(
            "Shop API",
            new IncidentReported("i", Phase.DETECTED, 0, null, null, null, null, List.of()));
    assertThat(mapped(MAP, event)).containsExactly(event.about("shop"));
  }

  @Test
  void filesAreKeptWhereTheMapHasAUseForThem() {
    ChangeMerged change =
        new ChangeMerged("c", "mono", "", List.of(), "", List.of(), 0, 0, 0, false)
            .withPaths(List.of("shop/a"));
    DeliveryEvent event = event("mono", change);
    assertThat(mapped(MAP, event)).containsExactly(event);
    assertThat(mapped(ServiceMap.NONE, event))
        .containsExactly(event.saying(change.withPaths(List.of())));
  }
}
