package io.watchlake.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is woken about a budget needs no ticket about it. */
final class TierInhibitionTest {

  private static Map<String, String> alert(String tier, String slo) {
    return Map.of("burn_tier", tier, "slo_id", slo, "alertname", slo + '.' + tier);
  }

  @Test
  void aPageKeepsTheTicketOfTheSameObjectiveQuietAndNothingElse() {
    InhibitRule rule = TierInhibition.RULE;
    Map<String, String> page = alert("page", "shop/a");
    assertThat(rule.inhibits(page, alert("ticket", "shop/a"))).isTrue();
    assertThat(rule.inhibits(page, alert("info", "shop/a"))).isTrue();
    assertThat(rule.inhibits(page, alert("ticket", "shop/b"))).isFalse();
    assertThat(rule.inhibits(page, alert("ticket", "shop/a/eu"))).isFalse();
    assertThat(rule.inhibits(page, page)).isFalse();
    assertThat(rule.inhibits(alert("ticket", "shop/a"), page)).isFalse();
    assertThat(rule.inhibits(page, Map.of("alertname", "cpu"))).isFalse();
  }

  @Test
  void nobodyIsToldOfTheTicketWhileThePageFires() {
    Alerting usual =
        AlertingText.read(
            "{route: {receiver: ops, group_by: [alertname], group_wait: 10s},"
                + " receivers: [{name: ops, channels: [webhook]}]}");
    Simulation simulation =
        new Simulation(
            new Alerting(
                usual.route(),
                usual.receivers(),
                List.of(TierInhibition.RULE),
                Map.of(),
                List.of(),
                List.of(),
                null,
                ""));
    for (String tier : List.of("ticket", "page")) {
      simulation.put(
          new NotifiedAlert(alert(tier, "shop/a"), Map.of(), TimeUnit.SECONDS.toNanos(1), 0, ""),
          TimeUnit.SECONDS.toMillis(1));
    }
    assertThat(simulation.advance(TimeUnit.SECONDS.toMillis(60)))
        .extracting(
            decision ->
                decision.notification().alerts().get(0).labels().get("burn_tier")
                    + ' '
                    + decision.notification().reason().code())
        .containsExactlyInAnyOrder("page first", "ticket inhibited");
  }
}
