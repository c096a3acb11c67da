package io.watchlake.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Simulation;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is told is who is on call then. */
class OnCallTest {

  /** Eve for the first ten minutes, Bob for the next; then nobody. */
  private static final String CALENDAR =
      "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:-//test//EN\\r\\n"
          + "BEGIN:VEVENT\\r\\nUID:1\\r\\nDTSTAMP:19700101T000000Z\\r\\nSUMMARY:eve\\r\\n"
          + "DTSTART:19700101T000000Z\\r\\nDURATION:PT10M\\r\\nEND:VEVENT\\r\\n"
          + "BEGIN:VEVENT\\r\\nUID:2\\r\\nDTSTAMP:19700101T000000Z\\r\\nSUMMARY:bob\\r\\n"
          + "DTSTART:19700101T001000Z\\r\\nDURATION:PT10M\\r\\nEND:VEVENT\\r\\n"
          + "END:VCALENDAR\\r\\n";

  private static final String ROUTING =
      """
      route: {receiver: %s, group_wait: 10s, group_interval: 1m, repeat_interval: 9m}
      receivers:
        - {name: on-call, on_call: shop, channels: [slack]}
        - {name: ops, channels: [slack], escalation: [{after: 5m, receiver: on-call}]}
        - {name: eve, channels: [eve-mail]}
        - {name: bob, channels: [bob-mail]}
      schedules: [{name: shop, calendar: "%s"}]
      """;

  private static Alerting routing(String receiver) {
    return AlertingText.read(ROUTING.formatted(receiver, CALENDAR));
  }

  private static void put(Simulation simulation, int from, int to) {
    simulation.put(
        new NotifiedAlert(
            Map.of("n", "a"),
            Map.of(),
            TimeUnit.SECONDS.toNanos(from),
            TimeUnit.SECONDS.toNanos(to),
            ""),
        Math.max(from, to) * 1000L);
  }

  private static List<String> until(Simulation simulation, int second) {
    return simulation.advance(second * 1000L).stream()
        .map(
            decision ->
                TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
                    + " "
                    + decision.notification().receiver()
                    + " "
                    + decision.notification().reason().code()
                    + " "
                    + decision.notification().onCall())
        .toList();
  }

  @Test
  void whoIsOnCallIsToldAndWhoWasToldBeforeIsToldThatItIsOver() {
    Simulation simulation = new Simulation(routing("on-call"));
    put(simulation, 0, 0);
    assertThat(until(simulation, 1000))
        .containsExactly("10 eve first [eve]", "610 bob repeat [bob]");
    put(simulation, 0, 1010);
    assertThat(until(simulation, 1100))
        .endsWith("1030 bob all_resolved [bob]", "1030 eve all_resolved []");
  }

  @Test
  void whereNobodyIsOnCallTheReceiversOwnChannelsAreTold() {
    Simulation simulation = new Simulation(routing("on-call"));
    put(simulation, 1300, 0);
    assertThat(until(simulation, 1400)).containsExactly("1310 on-call first []");
  }

  @Test
  void aStepTellsWhoIsOnCallWhenItIsDue() {
    Simulation simulation = new Simulation(routing("ops"));
    put(simulation, 300, 0);
    assertThat(until(simulation, 700))
        .containsExactly("310 ops first []", "610 bob escalation [bob]");
  }

  @Test
  void whatIsReadIsWrittenAndReadBack() {
    Alerting alerting = routing("ops");
    assertThat(AlertingText.read(AlertingText.write(alerting))).isEqualTo(alerting);
    assertThat(
            alerting.recipients("on-call", 0).stream()
                .map(receiver -> receiver.name())
                .collect(Collectors.joining()))
        .isEqualTo("eve");
  }
}
