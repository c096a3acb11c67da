package io.watchlake.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Simulation;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An alert that somebody takes care of is no reason to tell, until it is over. */
class AcknowledgementTest {

  private final Simulation simulation =
      new Simulation(
          AlertingText.read(
              """
              route: {receiver: ops, group_wait: 10s, group_interval: 1m, repeat_interval: 4m}
              receivers: [{name: ops, channels: [webhook]}]
              """));

  private static NotifiedAlert alert(String name, int from, int to) {
    return new NotifiedAlert(
        Map.of("n", name),
        Map.of("summary", name),
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
            "looking"));
  }

  private List<String> until(int second) {
    return simulation.advance(second * 1000L).stream()
        .map(
            decision ->
                TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
                    + " "
                    + decision.notification().reason().code()
                    + " "
                    + decision.notification().alerts().stream()
                        .map(
                            one ->
                                one.labels().get("n")
                                    + one.annotations().getOrDefault("acknowledged", ""))
                        .collect(Collectors.joining(","))
                    + (decision.cause().isEmpty() ? "" : " by " + decision.cause()))
        .toList();
  }

  @Test
  void whatIsAcknowledgedIsNotRepeatedAndItsEndIsTold() {
    fire(0, "a");
    until(20);
    acknowledge(30, 10_000, "a");
    assertThat(until(1000)).containsExactly("10 first a", "70 acknowledged a by eve");
    end(0, 1010, "a");
    assertThat(until(1100)).endsWith("1030 all_resolved a");
  }

  @Test
  void whatIsAcknowledgedBeforeAnybodyWasToldIsNotTold() {
    fire(0, "a");
    acknowledge(5, 10_000, "a");
    end(0, 100, "a");
    assertThat(until(1000)).containsExactly("10 acknowledged a by eve");
  }

  @Test
  void itIsToldOfBesideOthersSoThatTheGroupIsNotTakenToBeOver() {
    fire(0, "a");
    fire(0, "b");
    until(20);
    acknowledge(30, 10_000, "a");
    end(0, 40, "b");
    assertThat(until(80)).endsWith("70 acknowledged a by eve", "70 new_resolved aeve: looking,b");
    fire(80, "c");
    assertThat(until(200)).endsWith("130 new_alerts aeve: looking,c");
  }

  @Test
  void whatFiresAgainIsTold() {
    fire(0, "a");
    until(20);
    acknowledge(30, 10_000, "a");
    end(0, 40, "a");
    fire(100, "a");
    assertThat(until(200)).containsExactly("10 first a", "70 all_resolved a", "130 first a");
  }

  @Test
  void afterItsEndItIsToldAgain() {
    fire(0, "a");
    until(20);
    acknowledge(30, 400, "a");
    assertThat(until(500))
        .containsExactly("10 first a", "70 acknowledged a by eve", "430 repeat a");
  }
}
