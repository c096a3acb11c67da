package io.watchlake.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Correlation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which alerts are of one incident, and what it probably comes from. */
class IncidentsTest {

  private static final Correlation CORRELATION =
      new Correlation(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Map.of("shop", List.of("cart", "mail"), "cart", List.of("db"), "blog", List.of("db")));
  private static final Topology TOPOLOGY = new Topology(CORRELATION.dependsOn());

  private IncidentState state = new IncidentState();

  private Incidents incidents() {
    // As it would come back from where it is stored.
    state = IncidentState.of(state.parts());
    return new Incidents(CORRELATION, TOPOLOGY, state);
  }

  /** What is known of the incident of an alert of a service; it is called after the service. */
  private String fires(int minute, String service) {
    return shown(incidents().fires(service, service, minute(minute)));
  }

  private static String shown(Incident incident) {
    String[] id = incident.id().split("-");
    return id[0]
        + '@'
        + Long.parseLong(id[1]) / 60_000
        + " by "
        + incident.service()
        + (incident.deployment() == null
            ? ""
            : " " + incident.deployment() + " " + incident.deployedMillis() / 60_000 + "m");
  }

  private void deployed(int minute, String service, String id) {
    incidents().deployed(service, id, minute(minute));
  }

  private static long minute(int minute) {
    return minute * 60_000L;
  }

  @Test
  void alertsOfServicesThatDependOnEachOtherAreOneIncident() {
    assertThat(fires(0, "shop")).isEqualTo("shop@0 by shop");
    assertThat(fires(3, "cart")).isEqualTo("shop@0 by cart");
    assertThat(fires(8, "db")).as("by others too").isEqualTo("shop@0 by db");
    assertThat(fires(9, "shop")).as("the same service").isEqualTo("shop@0 by db");
  }

  @Test
  void whatHasNothingToDoWithItAndWhatComesLaterIsAnother() {
    assertThat(fires(0, "cart")).isEqualTo("cart@0 by cart");
    assertThat(fires(1, "mail")).as("both are of shop").isEqualTo("mail@1 by mail");
    assertThat(fires(1, "elsewhere")).isEqualTo("elsewhere@1 by elsewhere");
    assertThat(fires(5, "db")).as("just in time").isEqualTo("cart@0 by db");
    assertThat(fires(11, "shop")).as("too late").isEqualTo("shop@11 by shop");
  }

  @Test
  void whatFollowsFromOneDeploymentIsOneIncident() {
    deployed(0, "cart", "d1");
    assertThat(fires(4, "cart")).isEqualTo("cart@4 by cart d1 4m");
    assertThat(fires(29, "cart")).as("long after the first").isEqualTo("cart@4 by cart d1 4m");
    deployed(40, "cart", "d2");
    assertThat(fires(41, "cart")).as("of another one").isEqualTo("cart@41 by cart d2 1m");
    assertThat(fires(71, "cart")).as("too late for it").isEqualTo("cart@71 by cart");
  }

  @Test
  void itComesFromWhatDependsOnNoneOfTheOthersOrElseFromWhatWasDeployed() {
    deployed(0, "mail", "m1");
    assertThat(fires(1, "shop")).isEqualTo("shop@1 by shop");
    assertThat(fires(2, "cart")).isEqualTo("shop@1 by cart");
    assertThat(fires(3, "mail")).as("shop rests on both").isEqualTo("shop@1 by mail m1 3m");
  }

  @Test
  void anAlertThatIsOverKeepsItsIncident() {
    fires(0, "shop");
    fires(1, "cart");
    assertThat(incidents().ends("shop").map(IncidentsTest::shown)).contains("shop@0 by cart");
    assertThat(incidents().ends("shop")).as("not twice").isEmpty();
  }

  @Test
  void nothingIsKeptOfWhatNoAlertCanJoin() {
    deployed(0, "cart", "d1");
    fires(10, "cart");
    assertThat(incidents().due()).as("it fires; the deployment alone").isEqualTo(minute(30) + 1);
    incidents().ends("cart");
    incidents().forget(minute(30));
    assertThat(fires(30, "cart")).isEqualTo("cart@10 by cart d1 10m");
    incidents().ends("cart");
    incidents().forget(minute(30) + 1);
    assertThat(state.deployments).isEmpty();
    assertThat(incidents().due()).isEqualTo(minute(35) + 1);
    incidents().forget(minute(35) + 1);
    assertThat(incidents().idle()).isTrue();
  }

  @Test
  void anIncidentOfWhichAlertsFireOnIsForgottenInTheEnd() {
    fires(0, "cart");
    assertThat(incidents().due()).isEqualTo(Incidents.KEPT.toMillis());
    incidents().forget(Incidents.KEPT.toMillis());
    assertThat(incidents().idle()).isTrue();
    assertThat(incidents().ends("cart")).isEmpty();
  }

  @Test
  void servicesThatDependOnEachOtherInACircleAreConnectedToo() {
    Topology circle = new Topology(Map.of("a", List.of("b"), "b", List.of("a"), "c", List.of("d")));
    assertThat(circle.connected("a", "b")).isTrue();
    assertThat(circle.connected("a", "c")).isFalse();
    assertThat(circle.part("b")).isEqualTo("a");
    assertThat(circle.part("d")).isEqualTo("c");
    assertThat(circle.part("elsewhere")).isEqualTo("elsewhere");
  }
}
