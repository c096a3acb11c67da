package io.watchlake.alerting.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Correlation;
import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.Receiver.Channel;
import io.watchlake.alerting.Receiver.Gathering;
import io.watchlake.alerting.Receiver.Step;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertingTextTest {

  private static final String FILE =
      """
      route:
        receiver: ops
        group_by: [alertname, service]
        group_wait: 1m30s
        routes:
          - matchers: [severity="critical", team=~"a|b"]
            receiver: pager
            continue: true
            repeat_interval: 1d
            mute_time_intervals: [nights]
          - match_re: {service: shop.*}
            group_by: ['...']
            active_time_intervals: [work]
      receivers:
        - name: ops
          channels: [email, {name: slack, send_resolved: false}]
          digest: {after: 20, within: 10m}
        - name: pager
          channels: [pagerduty]
          escalation: [{after: 10m, receiver: ops}, {after: 1h, receiver: ops}]
      inhibit_rules:
        - source_matchers: ['severity="critical"']
          target_matchers: ['severity="warning"']
          equal: [service]
      time_intervals:
        - name: nights
          time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}], location: Europe/Berlin}]
        - name: work
          time_intervals: [{weekdays: ['monday:friday'], months: [january, '3:5'], days_of_month: ['1:-1']}]
      maintenance_windows:
        - {name: backup, matchers: [service=db], time_intervals: [nights]}
      correlation: {within: 5m, depends_on: {shop: [cart, db], cart: [db]}}
      external_url: https://watch.company.com
      """;

  @Test
  void whatIsWrittenIsReadBack() {
    Alerting read = AlertingText.read(FILE);
    String text = AlertingText.write(read);
    assertThat(text).doesNotContain("\n");
    Alerting again = AlertingText.read(text);
    assertThat(again).isEqualTo(read);
    assertThat(again.correlation())
        .isEqualTo(
            new Correlation(
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Map.of("shop", List.of("cart", "db"), "cart", List.of("db"))));
    assertThat(again.externalUrl()).isEqualTo("https://watch.company.com");
    assertThat(again.receivers().get(0).channels())
        .containsExactly(new Channel("email", true), new Channel("slack", false));
    assertThat(again.receivers().get(1).escalation())
        .containsExactly(
            new Step(Duration.ofMinutes(10), "ops"), new Step(Duration.ofHours(1), "ops"));
    assertThat(again.receivers().get(0).gathering())
        .isEqualTo(new Gathering(20, Duration.ofMinutes(10), Duration.ofMinutes(5), 10));
    assertThat(again.receivers().get(1).gathering()).as("none is told by itself").isNull();
    assertThat(AlertingText.write(again)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {within: 0s}                | must be longer than nothing
          {deployments: soon}         | 'soon' is not a duration
          {depends_on: [shop]}        | a section of lists belongs here
          {depends_on: {shop: cart}}  | a list belongs here
          {until: 5m}                 | unknown key 'until' of the correlation
          """)
  void correlationsThatCannotBeAreRefused(String correlation, String message) {
    String file = "route: {receiver: ops}\nreceivers: [{name: ops}]\ncorrelation: " + correlation;
    assertThatThrownBy(() -> AlertingText.read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {within: 5m}                | a digest has no 'after'
          {after: 0}                  | '0' is no number from 1 to 1000
          {after: many}               | 'many' is no number from 1 to 1000
          {after: 5, top: 101}        | '101' is no number from 1 to 100
          {after: 5, every: 0s}       | must be longer than nothing
          {after: 5, within: soon}    | 'soon' is not a duration
          {after: 5, of: all}         | unknown key 'of' of a digest
          """)
  void digestsThatCannotBeAreRefused(String digest, String message) {
    String file = "route: {receiver: ops}\nreceivers: [{name: ops, digest: %s}]".formatted(digest);
    assertThatThrownBy(() -> AlertingText.read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          route: {}                                          | has no 'receiver'
          route: {receiver: x}                               | the receiver 'x' of {} is not there
          route: {receiver: ops, matchers: [a=b]}            | the root takes every alert
          route: {receiver: ops, continue: true}             | has no place at the root
          route: {receiver: ops, group_interval: 0s}         | must be longer than nothing
          route: {receiver: ops, group_wait: soon}           | 'soon' is not a duration
          route: {receiver: ops, group_by: ['...', a]}       | '...' means all labels
          route: {receiver: ops, grup_by: [a]}               | unknown key 'grup_by' of the route
          route: {receiver: ops, routes: [{matchers: [a]}]}  | 'a' is not a matcher
          route: {receiver: ops, routes: [{matchers: ['a="']}]} | the quotes in 'a="' are not closed
          route: {receiver: ops, routes: [{matchers: ['a=~"("']}]} | is not a regular expression
          route: {receiver: ops, routes: [{mute_time_intervals: [i]}]} | the time interval 'i' is not there
          route: [a]                                         | the route is no section
          """)
  void whatIsWrongIsToldWithItsPlace(String route, String message) {
    assertThatThrownBy(() -> AlertingText.read(route + "\nreceivers: [{name: ops}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s)1:\\d+: .*")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedules: [{name: s}]                                  | the schedule 'c' of 'ops' is not there
          schedules: [{name: c, calendar: eve}]                   | no calendar with events
          schedules: [{name: c, time_zone: Atlantis, calendar: x}] | there is no time zone 'Atlantis'
          schedules: [{name: c, file: x}]                         | unknown key 'file' of a schedule
          """)
  void schedulesThatCannotBeAreRefused(String schedules, String message) {
    String file = "route: {receiver: ops}\nreceivers: [{name: ops, on_call: c}]\n" + schedules;
    assertThatThrownBy(() -> AlertingText.read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {receiver: boss}                                       | a step has no 'after'
          {after: 0s, receiver: boss}                            | must be longer than nothing
          {after: soon, receiver: boss}                          | 'soon' is not a duration
          {after: 5m}                                            | a step has no 'receiver'
          {after: 5m, receiver: ops}                             | a step tells the receiver itself
          {after: 5m, receiver: nobody}                          | the receiver 'nobody' of a step is not there
          {after: 5m, receiver: boss, channels: [a]}             | unknown key 'channels' of a step
          '{after: 5m, receiver: boss}, {after: 5m, receiver: boss}' | comes no later than the one before
          """)
  void stepsThatCannotBeAreRefused(String steps, String message) {
    String file =
        "route: {receiver: ops}\nreceivers: [{name: boss}, {name: ops, escalation: [%s]}]"
            .formatted(steps);
    assertThatThrownBy(() -> AlertingText.read(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          weekdays: [funday]                  | is not a day of the week
          weekdays: ['friday:monday']         | ends before it begins
          days_of_month: ['0']                | is not in any month
          days_of_month: ['-1:3']             | begins from the end
          months: [13]                        | is not a month
          years: [next]                       | is not a range
          location: Atlantis                  | there is no time zone
          times: [{start_time: '09:00'}]      | needs both ends
          times: [{start_time: '9', end_time: '10:00'}] | is not a time of the day
          times: [{start_time: '12:00', end_time: '10:00'}] | ends before it begins
          """)
  void intervalsThatCannotBeAreRefused(String interval, String message) {
    String file =
        "route: {receiver: ops}\nreceivers: [{name: ops}]\n"
            + "time_intervals: [{name: i, time_intervals: [{%s}]}]".formatted(interval);
    assertThatThrownBy(() -> AlertingText.read(file)).hasMessageContaining(message);
  }

  /** The seed's rules name their channels; an alert of a rule that names none has a severity. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pagerduty,slack | critical | pagerduty slack
          email           | critical | email
          ''              | critical | pagerduty slack
          ''              | warning  | email slack
          ''              | info     | email
          ''              | other    | nobody
          teletype        | info     | nobody
          """)
  void withoutARouteAlertsGoToTheirRulesChannelsOrByTheirSeverity(
      String channels, String severity, String receivers) {
    Alerting alerting = DefaultRouting.of(List.of("email", "slack", "pagerduty"));
    assertThat(
            new RoutingTree(alerting.route())
                    .match(
                        Map.of(
                            DefaultRouting.CHANNELS_LABEL,
                            channels,
                            "severity",
                            severity,
                            "a",
                            "b"))
                    .stream()
                    .map(RouteNode::receiver)
                    .distinct())
        .containsExactlyInAnyOrder(receivers.split(" "));
    assertThat(AlertingText.read(AlertingText.write(alerting)).route()).isEqualTo(alerting.route());
  }

  @Test
  void whereNoUsualChannelIsThereAlertsGoToThoseThatAre() {
    Alerting alerting = DefaultRouting.of(List.of("slack"));
    assertThat(
            new RoutingTree(alerting.route())
                .match(Map.of("severity", "info")).stream().map(RouteNode::receiver))
        .containsExactly("slack");
  }
}
