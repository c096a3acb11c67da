package io.watchlake.rules.language;

import static io.watchlake.rules.language.Rules.problem;
import static io.watchlake.rules.language.Rules.problems;
import static io.watchlake.rules.language.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchlake.model.signal.Operator;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Condition.Change;
import io.watchlake.rules.model.Condition.Direction;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Condition.Threshold;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Rule.Retirement;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Step;
import io.watchlake.rules.model.Step.Contiguity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of rules: what they mean, and what is said of those that mean nothing. */
final class RuleFilesTest {

  @Test
  void theSeedsRulesAndTypesMeanWhatItSays() {
    RuleFiles.Source seed =
        Rules.shipped().stream().filter(file -> file.name().equals("seed.yaml")).findFirst().get();
    RuleFiles files = RuleFiles.read(List.of(seed));
    assertThat(files.problems()).isEmpty();
    Map<String, Rule> rules =
        files.rules().rules().stream().collect(Collectors.toMap(Rule::name, rule -> rule));
    assertThat(rules)
        .containsOnlyKeys("high_cpu_usage", "workflow_failure_rate", "dora_metric_degradation");

    Rule cpu = rules.get("high_cpu_usage");
    Threshold above = (Threshold) cpu.condition();
    assertThat(above.signal().toString()).isEqualTo("metric cpu_utilization_percentage");
    assertThat(above.operator()).isEqualTo(Operator.GREATER);
    assertThat(above.threshold()).isEqualTo(85);
    assertThat(cpu.duration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(cpu.severity()).isEqualTo(Severity.WARNING);
    assertThat(cpu.channels()).containsExactly("email", "slack");
    assertThat(cpu.key()).isNull();
    assertThat(cpu.retirement()).isEqualTo(Retirement.DRAIN);
    assertThat(cpu.resolution()).isEqualTo(Resolution.MINUTE);

    Change half = (Change) rules.get("dora_metric_degradation").condition();
    assertThat(half.direction()).isEqualTo(Direction.DECREASE);
    assertThat(half.share()).isEqualTo(0.5);
    assertThat(half.window()).isEqualTo(Duration.ofDays(7));
    assertThat(files.rules().types())
        .containsEntry("system_down", Severity.CRITICAL)
        .containsEntry("quota_exceeded", Severity.WARNING)
        .containsEntry("scheduled_task_complete", Severity.INFO)
        .hasSize(12);
  }

  @Test
  void theShippedRulesCoverEveryAlertType() {
    RuleFiles files = RuleFiles.read(Rules.shipped());
    assertThat(files.problems()).isEmpty();
    assertThat(files.rules().rules().stream().map(Rule::type).filter(type -> type != null))
        .containsAll(files.rules().types().keySet());
  }

  @Test
  void aBareThresholdIsADecreaseOfDeploymentsAlone() {
    assertThat(rule("metric: deployments_per_day", "threshold: 0.5", "severity: info").condition())
        .isInstanceOf(Change.class);
    assertThat(
            rule("metric: deployment_frequency", "threshold: 1", "op: <", "severity: info")
                .condition())
        .isInstanceOf(Threshold.class);
    assertThat(
            rule("metric: deployment_frequency", "threshold: 9", "compare: value", "severity: info")
                .condition())
        .isInstanceOf(Threshold.class);
  }

  @Test
  void aSequenceSaysHowItsStepsFollow() {
    Rule rule =
        rule(
            "type: system_down",
            "on_change: drop",
            "sequence:",
            "  within: 1h30m",
            "  skip: none",
            "  steps:",
            "    - begin: {step: a, kind: deployment}",
            "    - next: {kind: log, match: 'severity=\"ERROR\"', times: 2..5, consecutive: true}",
            "    - not_followed_by: {kind: incident}",
            "    - followed_by:",
            "        times: 2..",
            "        steps:",
            "          - begin: {metric: 'cpu{host=\"a\"}', value: '> 5'}",
            "          - followed_by_any: {kind: span, within: 10s}");
    Sequence sequence = (Sequence) rule.condition();
    assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(rule.retirement()).isEqualTo(Retirement.DROP);
    assertThat(rule.key()).containsExactly("service");
    assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(sequence.within()).isEqualTo(Duration.ofMinutes(90));
    assertThat(sequence.skip()).isEqualTo(Condition.Skip.NONE);
    assertThat(sequence.steps().stream().map(Step::name))
        .containsExactly("a", "step2", "step3", "step4");
    assertThat(sequence.steps().stream().map(Step::after))
        .containsExactly(
            Contiguity.BEGIN, Contiguity.NEXT, Contiguity.NOT_FOLLOWED_BY, Contiguity.FOLLOWED_BY);
    assertThat(sequence.steps().get(1).least()).isEqualTo(2);
    assertThat(sequence.steps().get(1).most()).isEqualTo(5);
    assertThat(sequence.steps().get(3).most()).isNull();
    assertThat(sequence.patterns()).hasSize(5);
    assertThat(sequence.patterns().get(3).toString()).isEqualTo("metric cpu{host=\"a\"} > 5.0");
  }

  @Test
  void everyProblemIsToldWithItsPlace() {
    assertThat(
            problems(
                """
                alert_rules:
                  one:
                    metric: 'cpu{host=}'
                    threshold: high
                    severity: bad
                    colour: red
                  "two words":
                    count: {kind: log, window: 0s}
                    type: nothing
                alert_rulez: {}
                """))
        .containsExactly(
            "rules.yaml:3:23: alert_rules.one.metric: a value in quotes is expected, not '}'; write"
                + " it as in PromQL, such as cpu_usage{service=\"shop\",host=~\"web.*\"}",
            "rules.yaml:4:16: alert_rules.one.threshold: text has no place here; write a number,"
                + " such as 0.05",
            "rules.yaml:5:15: alert_rules.one.severity: 'bad' is not known here; write one of"
                + " critical, warning, info",
            "rules.yaml:6:5: alert_rules.one.colour: unknown key; known here: metric, ratio,"
                + " absent, count, sequence, op, threshold, recovery_threshold, compare, baseline,"
                + " duration, keep_firing_for, forget_after, severity, type, channels, key, resolution,"
                + " labels, annotations, overrides, on_change",
            "rules.yaml:8:5: alert_rules.two words: 'two words' is no name of a rule; write up to"
                + " 100 letters, digits and _ . -, beginning with a letter",
            "rules.yaml:8:5: alert_rules.two words.threshold: missing; say what is compared with,"
                + " such as 85",
            "rules.yaml:8:32: alert_rules.two words.count.window: out of range; write more than 0s"
                + " and up to 35d",
            "rules.yaml:9:11: alert_rules.two words.type: 'nothing' is no alert type; list it below"
                + " alert_types, or use one of compliance_violation, configuration_change,"
                + " data_corruption, deployment_complete, error_rate_increase, high_resource_usage,"
                + " maintenance_window, performance_degradation, quota_exceeded,"
                + " scheduled_task_complete, security_breach, system_down",
            "rules.yaml:10:1: alert_rulez: unknown key; known here: alert_types, alert_rules");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("severity: info", "3:5: alert_rules.it: a rule without a condition"),
        arguments(
            "{metric: a, absent: {kind: log}, severity: info}",
            "3:5: alert_rules.it: several conditions: metric, absent"),
        arguments("{metric: a, threshold: 1}", "3:5: alert_rules.it.severity: missing"),
        arguments(
            "{metric: a, threshold: 5, recovery_threshold: 6, severity: info}",
            "3:51: alert_rules.it.recovery_threshold: the recovery threshold above the threshold"),
        arguments(
            "{metric: a, threshold: 5, op: '==', recovery_threshold: 5, severity: info}",
            "3:61: alert_rules.it.recovery_threshold: == has no good side"),
        arguments("{absent: {kind: log}, severity: info}", "3:5: alert_rules.it.duration: missing"),
        arguments(
            "{absent: {kind: log}, threshold: 1, duration: 1m, severity: info}",
            "3:38: alert_rules.it.threshold: there is no value to compare"),
        arguments(
            "{absent: {kind: log, expected: [{host: a}]}, duration: 1m, severity: info}",
            "3:14: alert_rules.it.absent: expected has host and the key has service"),
        arguments(
            "{metric: a, threshold: 1, severity: info, labels: {x: '{{ $value }}'}}",
            "3:55: alert_rules.it.labels: the label x would change with the value"),
        arguments(
            "{metric: a, threshold: 1, severity: info, annotations: {x: '{{ .Value }}'}}",
            "3:64: alert_rules.it.annotations.x: '{{ .Value }}' is not a place"),
        arguments(
            "{metric: a, threshold: 1, severity: info, duration: 5}",
            "3:57: alert_rules.it.duration: a number has no place here"),
        arguments(
            "{metric: a, threshold: 1, severity: info, duration: 5 minutes}",
            "3:57: alert_rules.it.duration: '5 minutes' is not a duration"),
        arguments(
            "{sequence: {within: 1m, steps: [{next: {kind: log}}]}, severity: info}",
            "3:37: alert_rules.it.sequence.steps[0].next: the first step is not begin"),
        arguments(
            "{sequence: {steps: [{begin: {kind: log}}]}, severity: info}",
            "3:16: alert_rules.it.sequence.within: missing"),
        arguments(
            "{sequence: {within: 1m, steps: [{begin: {kind: log}}, {not_next: {kind: log}}]},"
                + " severity: info}",
            "3:59: alert_rules.it.sequence.steps[1].not_next: not_next at the end"),
        arguments(
            "{sequence: {within: 1m, steps: [{begin: {kind: log, times: 3..2}}]}, severity: info}",
            "3:64: alert_rules.it.sequence.steps[0].begin.times: '3..2' goes downwards"),
        arguments(
            "{count: {kind: metric, window: 1m}, threshold: 1, severity: info}",
            "3:13: alert_rules.it.count.name: missing: nobody can ask for every metric"),
        arguments(
            "{count: {kind: log, window: 1m}, threshold: 1, severity: info, resolution: 10s}",
            "3:80: alert_rules.it.resolution: the rule looks at no metric"),
        arguments(
            "{metric: a, threshold: 1, severity: info, overrides: [{threshold: 2}]}",
            "3:59: alert_rules.it.overrides[0].match: missing"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatMeansNothingIsRefused(String text, String start) {
    assertThat(problem(text)).startsWith(start);
  }

  @Test
  void whatIsNoYamlOrTooMuchYamlIsRefused() {
    assertThat(problems("a: [")).singleElement().asString().startsWith("rules.yaml:1:5: not YAML");
    assertThat(problems("a: &x 1\nb: *x\n"))
        .singleElement()
        .asString()
        .startsWith("rules.yaml:2:4: an alias");
    assertThat(problems("- a")).singleElement().asString().contains("a list where a section");
    assertThat(problems("")).isEmpty();
  }

  @Test
  void namesAreUniqueOverAllFiles() {
    String text = "alert_rules: {a: {metric: x, threshold: 1, severity: info}}";
    RuleFiles files =
        RuleFiles.read(
            List.of(new RuleFiles.Source("1.yaml", text), new RuleFiles.Source("2.yaml", text)));
    assertThat(files.problems())
        .singleElement()
        .asString()
        .startsWith("2.yaml:1:18: alert_rules.a: there is a rule of this name in 1.yaml");
  }

  @Test
  void aTypeOfOneFileIsKnownInAnother() {
    RuleFiles files =
        RuleFiles.read(
            List.of(
                new RuleFiles.Source(
                    "1.yaml", "alert_rules: {a: {metric: x, threshold: 1, type: mine}}"),
                new RuleFiles.Source("2.yaml", "alert_types: {warning: [mine]}")));
    assertThat(files.problems()).isEmpty();
    assertThat(files.rules().rules().get(0).severity()).isEqualTo(Severity.WARNING);
  }
}
