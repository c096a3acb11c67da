package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Condition.BurnRate;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.model.Indicator.Weight;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.BurnAlert.Tier;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of objectives: what they mean, and what is said of those that mean nothing. */
final class SloFilesTest {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
      """;

  private static final String OPENSLO =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: shop}
      spec: {description: The shop}
      ---
      apiVersion: openslo/v1
      kind: SLI
      metadata: {name: orders}
      spec:
        ratioMetric:
          counter: true
          good:
            metricSource: {type: Prometheus, spec: {query: 'sum(orders_total{outcome="ok"})'}}
          total:
            metricSource: {type: Prometheus, spec: {query: sum(orders_total)}}
      ---
      apiVersion: openslo/v1
      kind: AlertCondition
      metadata: {name: fast}
      spec:
        severity: page
        condition: {kind: burnrate, op: lte, threshold: 14, lookbackWindow: 1h, alertAfter: 5m}
      ---
      apiVersion: openslo/v1
      kind: AlertPolicy
      metadata: {name: usual}
      spec:
        alertWhenResolved: true
        conditions: [{conditionRef: fast}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: orders
        displayName: Orders
        labels: {team: [a, b]}
      spec:
        description: Orders that are taken.
        service: shop
        indicatorRef: orders
        timeWindow: [{duration: 4w, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{displayName: Good, target: 0.995}]
        alertPolicies: [usual]
      """;

  private static SloFiles read(String text) {
    return SloFiles.read(List.of(new RuleFiles.Source("slo.yaml", text)));
  }

  private static Slo only(String text) {
    SloFiles files = read(text);
    assertThat(files.problems()).isEmpty();
    assertThat(files.slos()).hasSize(1);
    return files.slos().get(0);
  }

  @Test
  void aFileOfSlothMeansWhatSlothSays() {
    Slo slo = only(SLOTH);
    assertThat(slo.id()).isEqualTo("shop/availability");
    assertThat(slo.budget()).isEqualTo(0.001);
    assertThat(slo.window()).isEqualTo(Duration.ofDays(30));
    assertThat(slo.key()).isEmpty();
    Indicator indicator = slo.indicator();
    assertThat(indicator.of())
        .as("Prometheus' job is the service")
        .hasToString("metric http_requests_total{service=\"shop\",code=~\"5..\"}");
    assertThat(indicator.to()).hasToString("metric http_requests_total{service=\"shop\"}");
    assertThat(indicator.weight()).isEqualTo(Weight.VALUES);
    assertThat(indicator.good()).isFalse();
    assertThat(slo.alerts()).extracting(BurnAlert::tier).containsExactly(Tier.PAGE, Tier.TICKET);
  }

  @Test
  void documentsOfOpenSloReferToEachOther() {
    Slo slo = only(OPENSLO);
    assertThat(slo.id()).isEqualTo("shop/orders");
    assertThat(slo.objectivePercent()).isEqualTo(99.5);
    assertThat(slo.window()).isEqualTo(Duration.ofDays(28));
    assertThat(slo.indicator().good()).isTrue();
    assertThat(slo.alerts()).hasSize(1);
    Rule rule = SloRules.of(slo).get(0);
    assertThat(rule.name()).isEqualTo("shop.orders.fast");
    assertThat(rule.duration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(((BurnRate) rule.condition()).windows())
        .containsExactly(new BurnWindow(Duration.ofHours(1), Duration.ofHours(1), 14));
  }

  @Test
  void aThresholdMakesEachMinuteGoodOrBad() {
    Slo slo =
        only(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: latency}
            spec:
              service: shop
              indicator:
                metadata: {name: latency}
                spec:
                  thresholdMetric:
                    metricSource: {type: Prometheus, spec: {query: 'latency_ms{service="shop"}'}}
              timeWindow: [{duration: 30d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{op: lte, value: 300, targetPercent: 99}]
            """);
    assertThat(slo.indicator().weight()).isEqualTo(Weight.MINUTES);
    assertThat(slo.indicator().of()).hasToString("metric latency_ms{service=\"shop\"} <= 300.0");
    assertThat(slo.alerts()).hasSize(2);
  }

  @Test
  void observationsOfHistogramsAreEvents() {
    Slo slo =
        only(
            SLOTH
                .replace(
                    "sum(rate(http_requests_total{job=\"shop\",code=~\"5..\"}[{{.window}}]))",
                    "histogram_count(sum(rate(http.server.request.duration{http.response.status_code=~\"5[0-9]{2}\"}[{{.window}}])))")
                .replace(
                    "sum(rate(http_requests_total{job=\"shop\"}[{{.window}}]))",
                    "histogram_count(sum(rate(http.server.request.duration[{{.window}}])))"));
    assertThat(slo.indicator().weight()).isEqualTo(Weight.OBSERVATIONS);
  }

  @Test
  void objectivesAreRulesToWhoeverReadsRules() {
    RuleFiles rules =
        RuleFiles.read(
            List.of(
                new RuleFiles.Source("sloth.yaml", SLOTH),
                new RuleFiles.Source("openslo.yaml", OPENSLO)));
    assertThat(rules.problems()).isEmpty();
    assertThat(rules.rules().rules())
        .extracting(Rule::name)
        .containsExactly("shop.availability.page", "shop.availability.ticket", "shop.orders.fast");

    RuleFiles twice =
        RuleFiles.read(
            List.of(new RuleFiles.Source("a.yaml", SLOTH), new RuleFiles.Source("b.yaml", SLOTH)));
    assertThat(twice.problems())
        .first()
        .hasToString(
            "b.yaml:4:5: slos[0]: there is a rule of this name in a.yaml; give it another name");
  }

  @Test
  void whatCannotBeExceededIsNoRule() {
    Slo slo = only(SLOTH.replace("99.9", "90"));
    assertThat(SloRules.windows(slo, slo.alerts().get(0)))
        .as("14.4 times a tenth is more than everything")
        .extracting(BurnWindow::factor)
        .containsExactly(6.0);
    assertThat(SloRules.of(only(SLOTH.replace("99.9", "50"))))
        .extracting(Rule::name)
        .containsExactly("shop.availability.ticket");
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        sloth(
            "objective: 99.9",
            "objective: 100",
            "5:16: slos[0].objective: not between 0 and 100; write a percentage, such as 99.9"),
        sloth(
            "objective: 99.9",
            "objective: high",
            "5:16: slos[0].objective: text has no place here; write a number, such as 0.05"),
        sloth(
            "name: availability",
            "name: a b",
            "4:11: slos[0].name: 'a b' is no name; write up to 100 letters, digits and _ . -"),
        sloth("service: shop\n", "", "1:1: service: missing; give it a name"),
        sloth(
            "prometheus/v1",
            "prometheus/v2",
            "1:10: version: 'prometheus/v2' is not known here; write one of prometheus/v1"),
        sloth(
            "\"shop\"}[{{.window}}]",
            "\"shop\"}[5m]",
            "9:63: slos[0].sli.events.total_query: '5m' is a range of its own: the alerts' windows"
                + " differ; "
                + ADVICE),
        sloth(
            "sum(rate(http_requests_total{job=\"shop\"}",
            "sum(irate(http_requests_total{job=\"shop\"}",
            "9:26: slos[0].sli.events.total_query: 'irate' is not one of the functions"
                + " last_over_time, avg_over_time, min_over_time, max_over_time, sum_over_time,"
                + " count_over_time, increase, rate; "
                + ADVICE),
        sloth(
            "sum(rate(http_requests_total{job=\"shop\"}[{{.window}}]))",
            "sum(rate(a[{{.window}}])) + sum(rate(b[{{.window}}]))",
            "9:22: slos[0].sli.events.total_query: this is no sum of what the series of one metric"
                + " grew by; "
                + ADVICE),
        sloth(
            "sum(rate(http_requests_total{job=\"shop\"}[{{.window}}]))",
            "sum(max_over_time(a[{{.window}}]))",
            "9:22: slos[0].sli.events.total_query: a sum of max_over_time counts no events; "
                + ADVICE),
        sloth(
            "sum(rate(http_requests_total{job=\"shop\"}",
            "sum by (code) (rate(http_requests_total{job=\"shop\"}",
            "8:22: slos[0].sli.events.error_query: it tells sums apart by [] and the total by"
                + " [code]; write the same labels after both 'by'"),
        sloth(
            "events:",
            "raw: {error_ratio_query: x}\n      events:",
            "7:12: slos[0].sli.raw: a ratio cannot be taken apart into events; write events with"
                + " error_query and total_query"),
        sloth(
            "slos:",
            "labels: {slo: mine}\nslos:",
            "3:9: labels: the label slo is given by the objective itself; remove it"),
        sloth(
            "objective: 99.9",
            "objective: 99.9\n    alerting: {page: {}}",
            "6:16: slos[0].alerting.page: unknown key; known here: name, labels, annotations,"
                + " page_alert, ticket_alert"),
        openSlo(
            "openslo/v1\nkind: SLO",
            "openslo/v2\nkind: SLO",
            "31:13: apiVersion: 'openslo/v2' is not known here; write one of openslo/v1"),
        openSlo(
            "budgetingMethod: Occurrences",
            "budgetingMethod: Timeslices",
            "42:20: spec.budgetingMethod: 'Timeslices' is not taken: budgets are of events; write"
                + " Occurrences"),
        openSlo(
            "duration: 4w",
            "duration: 7d",
            "41:27: spec.timeWindow[0].duration: out of range: the windows of the alerts do not fit"
                + " it; write 28d to 90d, such as 30d"),
        openSlo(
            "duration: 4w",
            "duration: 1M",
            "41:27: spec.timeWindow[0].duration: '1M' is not a duration; write a duration such as"
                + " 30s, 5m or 1h30m, up to 400d"),
        openSlo(
            "isRolling: true",
            "isRolling: false",
            "41:42: spec.timeWindow[0].isRolling: budgets of a calendar are not kept; write"
                + " isRolling: true"),
        openSlo(
            "indicatorRef: orders",
            "indicatorRef: others",
            "40:17: spec.indicatorRef: there is no SLI 'others' in this file; write it into the same"
                + " file, or as indicator"),
        openSlo(
            "[usual]",
            "[slow]",
            "44:19: spec.alertPolicies[0]: there is no AlertPolicy 'slow' in this file; write it into"
                + " the same file"),
        openSlo(
            "target: 0.995}",
            "target: 0.995, timeSliceTarget: 0.9}",
            "43:68: spec.objectives[0].timeSliceTarget: budgets of time slices are not kept; write"
                + " budgetingMethod: Occurrences"),
        openSlo(
            "target: 0.995",
            "target: 99.5",
            "43:44: spec.objectives[0].target: not between nothing and all; write a target of 0.999,"
                + " or 99.9 percent"),
        openSlo(
            "kind: Service",
            "kind: AlertNotificationTarget",
            "2:7: kind: 'AlertNotificationTarget' is not taken; remove it; taken are SLO, SLI,"
                + " AlertPolicy and AlertCondition, and passed over Service and DataSource"),
        openSlo(
            "counter: true",
            "counter: false",
            "13:54: spec.ratioMetric.good.metricSource.spec.query: a sum of values counts no events;"
                + " write sum(rate(NAME{label=\"value\"}[5m])), of histograms"
                + " histogram_count(sum(rate(…)))"));
  }

  private static final String ADVICE =
      "write sum(rate(NAME{label=\"value\"}[{{.window}}])), of histograms"
          + " histogram_count(sum(rate(…)))";

  private static Arguments sloth(String from, String to, String problem) {
    assertThat(SLOTH).contains(from);
    return arguments(SLOTH.replace(from, to), problem);
  }

  private static Arguments openSlo(String from, String to, String problem) {
    assertThat(OPENSLO).contains(from);
    return arguments(OPENSLO.replace(from, to), problem);
  }

  @ParameterizedTest
  @MethodSource
  void problems(String text, String problem) {
    assertThat(read(text).problems()).first().hasToString("slo.yaml:" + problem);
    assertThat(RuleFiles.read(List.of(new RuleFiles.Source("slo.yaml", text))).problems())
        .as("whoever reads rules is told the same")
        .first()
        .hasToString("slo.yaml:" + problem);
  }
}
