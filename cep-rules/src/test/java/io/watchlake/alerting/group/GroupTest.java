package io.watchlake.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Simulation;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Alertmanager's conformance does not show: reasons, what is kept, and order of arrival. */
class GroupTest {

  private static final String ROUTING =
      """
      route: {receiver: ops, group_wait: 10s, group_interval: 1m, repeat_interval: 4m,
        routes: [{matchers: ['to="nobody"'], receiver: nobody},
                 {matchers: ['to="night"'], mute_time_intervals: [always]}]}
      receivers: [{name: ops, channels: [webhook]}, {name: nobody}]
      inhibit_rules: [{source_matchers: [n=s], target_matchers: [n=t]}]
      maintenance_windows: [{name: upgrade, matchers: [n=m], time_intervals: [minute]},
                            {name: later, matchers: [n=q], time_intervals: [minute]}]
      time_intervals: [{name: minute, time_intervals: [{times: [{start_time: '00:00', end_time: '00:02'}]}]},
                       {name: always, time_intervals: [{years: ['1970:3000']}]}]
      """;

  private final Alerting alerting = AlertingText.read(ROUTING);
  private final Simulation simulation = new Simulation(alerting);

  private void fire(int second, String name, String... more) {
    put(second, 0, name, more);
  }

  private void end(int from, int second, String name, String... more) {
    put(from, second, name, more);
  }

  private void put(int from, int to, String name, String... more) {
    Map<String, String> labels =
        more.length == 0 ? Map.of("n", name) : Map.of("n", name, "to", more[0]);
    simulation.put(
        new NotifiedAlert(
            labels, Map.of(), TimeUnit.SECONDS.toNanos(from), TimeUnit.SECONDS.toNanos(to), ""),
        TimeUnit.SECONDS.toMillis(Math.max(from, to)));
  }

  private List<String> until(int second) {
    return simulation.advance(TimeUnit.SECONDS.toMillis(second)).stream()
        .map(GroupTest::text)
        .toList();
  }

  private static String text(Decision decision) {
    return TimeUnit.NANOSECONDS.toSeconds(decision.notification().timeUnixNano())
        + " "
        + decision.notification().reason().code()
        + " "
        + decision.notification().alerts().stream()
            .map(alert -> alert.labels().get("n"))
            .collect(Collectors.joining(","))
        + (decision.cause().isEmpty() ? "" : " " + decision.cause());
  }

  @Test
  void eachNotificationSaysWhy() {
    fire(0, "a");
    fire(20, "b");
    end(0, 80, "a");
    end(20, 500, "b");
    fire(510, "c");
    assertThat(until(700))
        .containsExactly(
            "10 first a",
            "70 new_alerts a,b",
            "130 new_resolved a,b",
            // Strictly more than four minutes after it was told: at 370 it is not yet due.
            "430 repeat b",
            "550 new_alerts b,c");
  }

  @Test
  void whatIsNotToldIsSaidOnceWithItsReason() {
    fire(0, "a", "nobody");
    fire(0, "b", "night");
    fire(0, "s");
    fire(0, "t");
    fire(0, "q");
    simulation.put(
        new Silence(
            "quiet",
            List.of(new LabelMatcher("n", Operator.EQUAL, "q")),
            0,
            Long.MAX_VALUE,
            "me",
            "",
            0));
    String source = new NotifiedAlert(Map.of("n", "s"), Map.of(), 0, 0, "").fingerprint();
    assertThat(until(200))
        .containsExactlyInAnyOrder(
            "10 no_channel a nobody",
            "10 muted b always",
            "10 silenced q quiet",
            "10 inhibited t " + source,
            "10 first s");
  }

  /** The first two minutes of each day. */
  @Test
  void maintenanceComesAgainAndAgain() {
    fire(0, "m");
    end(0, 3600, "m");
    fire(86_400, "m");
    assertThat(until(200)).containsExactly("10 maintenance m upgrade", "130 first m");
    assertThat(until(86_600))
        .endsWith("3610 all_resolved m", "86410 maintenance m upgrade", "86530 first m");
  }

  @Test
  void nothingIsKeptOfWhatIsOver() {
    fire(0, "a");
    end(0, 20, "a");
    assertThat(until(130)).containsExactly("10 first a", "70 all_resolved a");
    // What was told last, for twice the time after which it is told again.
    assertThat(simulation.idle()).isFalse();
    until(70 + 480);
    assertThat(simulation.idle()).isTrue();
  }

  @Test
  void theSameIsToldInWhateverOrderItArrivesAsLongAsTimeHasNotComeToIt() {
    fire(30, "t");
    end(30, 200, "t");
    fire(20, "s");
    end(20, 100, "s");
    fire(0, "a");
    String source = new NotifiedAlert(Map.of("n", "s"), Map.of(), 0, 0, "").fingerprint();
    assertThat(until(300))
        .containsExactly(
            "10 first a",
            "70 inhibited t " + source,
            "70 new_alerts a,s",
            "130 new_alerts a,s,t",
            "250 new_resolved a,t");
  }

  @Test
  void stateIsTheSameAfterItWasStored() {
    GroupState state = new GroupState();
    Group group = group(state);
    group.put(new NotifiedAlert(Map.of("n", "a"), Map.of(), 0, 0, ""), 0);
    group.advance(15_000, decision -> {});
    group.put(new NotifiedAlert(Map.of("n", "b"), Map.of(), 0, 0, ""), 20_000);
    GroupState copy = GroupState.of(state.parts());
    assertThat(copy.parts()).isEqualTo(state.parts());
    assertThat(group(copy).due()).isEqualTo(group.due());
  }

  private Group group(GroupState state) {
    return new Group(
        alerting,
        new RoutingTree(alerting.route()).match(Map.of()).get(0),
        "live",
        Map.of(),
        state,
        Quiet.NONE);
  }
}
