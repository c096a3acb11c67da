package io.watchlake.jobs.stage.compute.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted when it closes
class GroupAlertsTest {

  private static Alert alert(AlertStatus status, boolean shadow, String... channels) {
    return new Alert(
        "live",
        "cpu",
        1,
        shadow,
        status,
        9_000_000_000L,
        5_000_000_000L,
        1,
        1,
        Map.of("alertname", "cpu", "service", "shop", "severity", "critical"),
        Map.of("summary", "hot"),
        List.of(channels),
        Map.of());
  }

  private static List<GroupedAlert> grouped(Alert... alerts) throws Exception {
    String routing = AlertingText.write(DefaultRouting.of(List.of("email", "slack", "pagerduty")));
    try (OneInputStreamOperatorTestHarness<Alert, GroupedAlert> harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new GroupAlerts(routing)))) {
      harness.open();
      for (Alert alert : alerts) {
        harness.processElement(alert, 0);
      }
      return harness.extractOutputValues();
    }
  }

  private static List<String> receivers(List<GroupedAlert> grouped) {
    return grouped.stream()
        .map(one -> GroupKey.decode(one.group()))
        .map(key -> key.node().substring(key.node().lastIndexOf('\n') + 1))
        .toList();
  }

  @Test
  void whatFiresGoesToTheChannelsOfItsRuleAndIsGroupedByItsLabels() throws Exception {
    List<GroupedAlert> grouped = grouped(alert(AlertStatus.FIRING, false, "pagerduty", "slack"));
    assertThat(receivers(grouped)).containsExactlyInAnyOrder("pagerduty", "slack");
    GroupedAlert one = grouped.get(0);
    assertThat(GroupKey.decode(one.group()).labels())
        .isEqualTo(Map.of("alertname", "cpu", "service", "shop"));
    assertThat(one.timeMillis()).isEqualTo(9_000);
    assertThat(one.alert().startsAtUnixNano()).isEqualTo(9_000_000_000L);
    assertThat(one.alert().endsAtUnixNano()).isZero();
    assertThat(one.alert().labels()).doesNotContainKey(DefaultRouting.CHANNELS_LABEL);
  }

  @Test
  void whatIsOverGoesTheSameWay() throws Exception {
    List<GroupedAlert> grouped = grouped(alert(AlertStatus.RESOLVED, false));
    assertThat(receivers(grouped)).containsExactlyInAnyOrder("pagerduty", "slack");
    assertThat(grouped.get(0).alert().endsAtUnixNano()).isEqualTo(9_000_000_000L);
  }

  @Test
  void whatOnlyPendsOrRunsBesideReachesNobody() throws Exception {
    assertThat(
            grouped(
                alert(AlertStatus.PENDING, false),
                alert(AlertStatus.CANCELLED, false),
                alert(AlertStatus.FIRING, true)))
        .isEmpty();
  }

  @Test
  void groupsAreReadAsTheyWereWritten() {
    GroupKey key = new GroupKey("{}/{a=\"b c\"}\nops", Map.of("x", "1 = 2", "y", ""));
    assertThat(GroupKey.decode(key.encode())).isEqualTo(key);
  }
}
