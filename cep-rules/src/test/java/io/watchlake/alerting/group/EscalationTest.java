package io.watchlake.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Simulation;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is told, one after the other, while nobody takes care. */
class EscalationTest {

  private static final String STEPS =
      """
      route: {receiver: ops, group_wait: 10s, group_interval: 1m, repeat_interval: 1h}
      receivers:
        - name: ops
          channels: [slack]
          escalation: [{after: 5m, receiver: lead}, {after: 15m, receiver: boss}]
        - {name: lead, channels: [pager, {name: mail, send_resolved: false}]}
        - {name: boss, channels: [pager]}
      """;

  private final Simulation simulation = new Simulation(AlertingText.read(STEPS));

  private static NotifiedAlert alert(String name, int from, int to) {
    return new NotifiedAlert(
        Map.of("n", name),
        Map.of(),
        TimeUnit.SECONDS.toNanos(from),
        TimeUnit.SECONDS.toNanos(to),
        "");
  }

  private void fire(int second, String name) {
    simulation.put(alert(name, second, 0), second * 1000L);
  }

  private void end(int from, int second, String name) {
    simulation.put(alert(name, from, second), second * 1000L);
  }

  private void acknowledge(int second, int until, String name) {
    simulation.put(
        new Acknowledgement(
            alert(name, 0, 0).fingerprint(),
            TimeUnit.SECONDS.toNanos(second),
            TimeUnit.SECONDS.toNanos(until),
            "eve",
            ""));
  }

  /** Everything up to a time: when, who, why, what. */
  private List<String> until(int second) {
    return simulation.advance(second * 1000L).stream()
        .map(
            decision ->
                TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
                    + " "
                    + decision.notification().receiver()
                    + (decision.notification().sendResolved() ? " " : " (firing only) ")
                    + decision.notification().reason().code()
                    + " "
                    + decision.notification().alerts().stream()
                        .map(one -> one.labels().get("n"))
                        .collect(Collectors.joining(",")))
        .toList();
  }

  @Test
  void eachStepIsToldInItsTimeAndAllAreToldWhenItIsOver() {
    fire(0, "a");
    assertThat(until(1000))
        .containsExactly(
            "10 ops first a",
            "310 lead escalation a",
            "310 lead (firing only) escalation a",
            "910 boss escalation a");
    end(0, 1010, "a");
    assertThat(until(1100))
        .endsWith(
            "1030 ops all_resolved a", "1030 boss all_resolved a", "1030 lead all_resolved a");
    until(1030 + 7200);
    assertThat(simulation.idle()).as("nothing is kept").isTrue();
  }

  @Test
  void eachAlertHasAChainOfItsOwnFromWhenTheReceiverWasToldOfIt() {
    fire(0, "a");
    fire(100, "b");
    end(0, 400, "a");
    assertThat(until(500))
        .containsExactly(
            "10 ops first a",
            "130 ops new_alerts a,b",
            "310 lead escalation a",
            "310 lead (firing only) escalation a",
            "430 ops new_resolved a,b",
            "430 lead all_resolved a",
            "430 lead escalation b",
            "430 lead (firing only) escalation b");
  }

  @Test
  void whatIsDueAtOnceIsOneNotification() {
    fire(0, "a");
    fire(0, "b");
    assertThat(until(320))
        .endsWith("310 lead escalation a,b", "310 lead (firing only) escalation a,b");
    end(0, 330, "a");
    assertThat(until(400)).endsWith("370 ops new_resolved a,b", "370 lead new_resolved a,b");
  }

  @Test
  void theChainStopsWhenSomebodyTakesCareAndGoesOnWhenNobodyDoesAnyMore() {
    fire(0, "a");
    until(320);
    acknowledge(330, 2000, "a");
    assertThat(until(2000))
        .endsWith("370 ops acknowledged a")
        .doesNotContain("910 boss escalation a");
    assertThat(until(2100)).endsWith("2050 boss escalation a");
  }

  @Test
  void theChainStopsWhenTheAlertIsOverAndBeginsAnewWhenItFiresAgain() {
    fire(0, "a");
    end(0, 305, "a");
    fire(308, "a");
    assertThat(until(400)).as("told of as one").containsExactly("10 ops first a");
    assertThat(until(700)).endsWith("610 lead escalation a", "610 lead (firing only) escalation a");
  }

  @Test
  void nobodyIsToldByAChainWhileTheAlertIsSilenced() {
    fire(0, "a");
    until(20);
    simulation.put(
        new Silence(
            "quiet",
            List.of(new LabelMatcher("n", Operator.EQUAL, "a")),
            TimeUnit.SECONDS.toNanos(30),
            TimeUnit.SECONDS.toNanos(500),
            "me",
            "",
            0));
    assertThat(until(500)).containsExactly("10 ops first a", "70 ops silenced a");
    assertThat(until(560)).endsWith("550 lead escalation a", "550 lead (firing only) escalation a");
  }
}
