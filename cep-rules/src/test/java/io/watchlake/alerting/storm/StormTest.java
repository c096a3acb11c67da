package io.watchlake.alerting.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Digest.Count;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** When a receiver is told digests, what they tell, and when they end. */
class StormTest {

  private static final String DIGESTS =
      """
      route: {receiver: ops}
      receivers:
        - {name: ops, channels: [slack], digest: {after: 2, within: 1m, every: 5m, top: 3}}
        - {name: boss, channels: [slack]}
      """;

  private final List<Decision> decisions = new ArrayList<>();
  private StormState state = new StormState();

  private Storm storm(boolean sendResolved) {
    return new Storm(AlertingText.read(DIGESTS), "live", "ops", sendResolved, state);
  }

  private static Notification notification(
      int second, String group, NotificationReason reason, boolean sendResolved, String severity) {
    long time = TimeUnit.SECONDS.toNanos(second);
    boolean over = reason == NotificationReason.ALL_RESOLVED;
    return new Notification(
        "live",
        "ops",
        sendResolved,
        reason,
        time,
        group,
        Map.of(),
        "",
        0,
        List.of(
            new NotifiedAlert(
                Map.of("alertname", "down", "service", group, "severity", severity),
                Map.of(),
                over ? time - 1 : time,
                over ? time : 0,
                "")));
  }

  private void fires(int second, String group, String severity) {
    tell(notification(second, group, NotificationReason.FIRST, true, severity));
  }

  private void fires(int second, String group) {
    fires(second, group, "warning");
  }

  private void ends(int second, String group) {
    tell(notification(second, group, NotificationReason.ALL_RESOLVED, true, "warning"));
  }

  private void tell(Notification notification) {
    storm(notification.sendResolved())
        .advance(
            TimeUnit.NANOSECONDS.toMillis(notification.timeUnixNano()),
            List.of(new Decision(notification, "")),
            decisions::add);
    // As it would come back from where it is stored.
    state = StormState.of(state.parts());
  }

  /** What was decided up to a time: when, why, of what, and how many more there are. */
  private List<String> until(int second) {
    storm(true).advance(second * 1000L, List.of(), decisions::add);
    return decisions.stream().map(Decision::notification).map(StormTest::shown).toList();
  }

  private static String shown(Notification told) {
    return TimeUnit.NANOSECONDS.toSeconds(told.timeUnixNano())
        + " "
        + told.reason().code()
        + " "
        + told.alerts().stream()
            .map(alert -> alert.labels().get("service") + (alert.endsAtUnixNano() > 0 ? "!" : ""))
            .collect(Collectors.joining(","))
        + (told.truncatedAlerts() > 0 ? " +" + told.truncatedAlerts() : "");
  }

  @Test
  void asManyAsMayBeAreToldByThemselvesAndNoDigestIs() {
    fires(0, "a");
    fires(30, "b");
    fires(60, "c");
    ends(61, "a");
    assertThat(until(1000))
        .containsExactly("0 first a", "30 first b", "60 first c", "61 all_resolved a!");
  }

  @Test
  void moreAreGatheredAndTheDigestNamesTheWorstAndCountsAll() {
    fires(0, "a");
    fires(10, "b");
    fires(20, "c", "info");
    fires(21, "d");
    fires(22, "e", "critical");
    fires(23, "f", "critical");
    assertThat(until(400))
        .containsExactly(
            "0 first a",
            "10 first b",
            "20 digest c",
            "21 digest d",
            "22 digest e",
            "23 digest f",
            "320 storm e,f,d +1");
    Notification digest = decisions.get(6).notification();
    assertThat(digest.digest().notifications()).isEqualTo(4);
    assertThat(digest.digest().firing()).isEqualTo(4);
    assertThat(digest.digest().severities())
        .containsExactly(new Count("critical", 2), new Count("info", 1), new Count("warning", 1));
    assertThat(digest.digest().rules()).containsExactly(new Count("down", 4));
    assertThat(digest.digest().services())
        .as("the first three of one each")
        .containsExactly(new Count("c", 1), new Count("d", 1), new Count("e", 1));
    assertThat(decisions.subList(2, 6))
        .as("each says which digest tells it")
        .allSatisfy(one -> assertThat(one.cause()).isEqualTo(digest.id()))
        .noneMatch(Decision::tells);
    assertThat(decisions.get(6).tells()).isTrue();
  }

  @Test
  void theStormGoesOnWhileTooManyComeAndADigestTellsOfAllThatFires() {
    fires(0, "a");
    fires(1, "b");
    fires(2, "c");
    fires(290, "d");
    fires(295, "e");
    fires(300, "f");
    ends(301, "c");
    assertThat(until(302)).contains("301 digest c!").endsWith("302 storm d,e,f +1");
    fires(303, "g");
    fires(304, "h");
    assertThat(until(602)).as("what came before is told of again").endsWith("602 storm d,e,f +2");
    assertThat(decisions.get(decisions.size() - 1).notification().digest().firing()).isEqualTo(5);
    fires(700, "i");
    assertThat(until(701)).as("and then it is over").endsWith("602 storm d,e,f +2", "700 first i");
  }

  @Test
  void aLastDigestSaysThatAllIsOverThatDigestsToldOf() {
    fires(0, "a");
    fires(1, "b");
    fires(2, "c");
    fires(3, "d");
    until(302);
    ends(400, "c");
    ends(500, "d");
    assertThat(until(600))
        .endsWith("302 storm c,d", "400 all_resolved c!", "500 all_resolved d!", "500 storm c!,d!");
    assertThat(decisions.get(decisions.size() - 1).notification().status().code())
        .isEqualTo("resolved");
  }

  @Test
  void whatWasToldByItselfIsEndedByItselfInAStormToo() {
    fires(0, "a");
    fires(1, "b");
    fires(2, "c");
    ends(3, "a");
    ends(4, "c");
    assertThat(until(400))
        .containsExactly(
            "0 first a",
            "1 first b",
            "2 digest c",
            "3 all_resolved a!",
            "4 digest c!",
            "302 storm c!");
  }

  @Test
  void channelsThatHearOfNothingThatIsOverAreToldWhatIsNewInEachDigest() {
    for (int i = 0; i < 5; i++) {
      tell(notification(i, "g" + i, NotificationReason.FIRST, false, "warning"));
    }
    storm(false).advance(400_000, List.of(), decisions::add);
    assertThat(shown(decisions.get(5).notification())).isEqualTo("302 storm g2,g3,g4");
    assertThat(storm(false).idle()).as("nothing is kept").isTrue();
  }

  @Test
  void nothingIsKeptOfWhatNothingIsHeardOf() {
    fires(0, "a");
    fires(1, "b");
    fires(2, "c");
    until((int) Storm.KEPT.toSeconds() + 2);
    assertThat(storm(true).idle()).isTrue();
  }

  @Test
  void theOrderOfWhatComesAtOneTimeDoesNotMatter() {
    List<Decision> one = new ArrayList<>();
    List<Decision> other = new ArrayList<>();
    List<Decision> now =
        List.of("a", "b", "c", "d").stream()
            .map(group -> notification(0, group, NotificationReason.FIRST, true, "info"))
            .map(notification -> new Decision(notification, ""))
            .toList();
    storm(true).advance(0, now, one::add);
    state = new StormState();
    storm(true).advance(0, List.of(now.get(3), now.get(1), now.get(0), now.get(2)), other::add);
    assertThat(one).hasSize(4).isEqualTo(other);
  }

  @Test
  void whereDigestsAreNotWantedAnyMoreWhatWasGatheredIsStillTold() {
    fires(0, "a");
    fires(1, "b");
    fires(2, "c");
    Storm without =
        new Storm(
            AlertingText.read("{route: {receiver: ops}, receivers: [{name: ops}]}"),
            "live",
            "ops",
            true,
            state);
    List<Decision> told = new ArrayList<>();
    without.advance(400_000, List.of(), told::add);
    assertThat(told).extracting(one -> shown(one.notification())).containsExactly("302 storm c");
  }
}
