package io.watchlake.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules in sentences. */
final class RuleWordsTest {

  @Test
  void aThresholdIsSaidWithItsTimesAndOverrides() {
    assertThat(
            words(
                """
                alert_rules:
                  cpu:
                    metric: 'cpu{host="a"}'
                    threshold: 85
                    recovery_threshold: 70
                    duration: 5m
                    keep_firing_for: 1m30s
                    severity: warning
                    channels: [email, slack]
                    key: [service, host]
                    overrides:
                      - {match: 'service="batch"', threshold: 95}
                """))
        .startsWith(
            "cpu: warning, to email and slack",
            "Fires when metric cpu{host=\"a\"} is > 85, for 5m.",
            "  Ends with the first value that is not > 70.",
            "Signals of the same service and host belong together, and have an alert of their own.",
            "The alert goes on for 1m30s after it is no longer so.",
            "Otherwise for service=\"batch\": threshold 95.",
            "Late signals: count as having come just then; an older value of the same series is"
                + " passed over.")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "Asks for windows of 1m of cpu{host=\"a\"} (subscription rules/1m/"));
  }

  @Test
  void recordsAreAskedFor() {
    assertThat(
            words(
                """
                alert_rules:
                  errors:
                    count: {kind: log, match: 'severity="ERROR"', window: 5m}
                    threshold: 20
                    severity: warning
                """))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "Asks for signals of log {severity=\"ERROR\"} (subscription rules/log/"))
        .noneMatch(line -> line.startsWith("Looks at signals"));
  }

  @Test
  void aSequenceIsSaidStepByStep() {
    assertThat(
            words(
                """
                alert_rules:
                  slow:
                    severity: critical
                    key: service
                    on_change: drop
                    sequence:
                      within: 15m
                      steps:
                        - begin: {step: deployed, kind: deployment}
                        - followed_by: {step: load, metric: q, value: "> 5", times: 3, within: 5m}
                        - not_followed_by: {step: undone, kind: deployment, match: 'rework="true"'}
                """))
        .startsWith(
            "slow: critical, to whom the routing says",
            "Fires when these come one after the other within 15m:",
            "  1. deployed: first deployment ",
            "  2. load: later metric q > 5.0, 3 times, within 5m of the step before",
            "  3. undone: until the next step, or the end of the time, no deployment"
                + " {rework=\"true\"}",
            "  A signal is part of one match at most.")
        .contains(
            "A newer version: what has begun is given up.",
            "Looks at signals of the kind deployment.");
  }

  @Test
  void theOtherConditionsAreSaidToo() {
    assertThat(
            words(
                "alert_rules: {a: {absent: {metric: up}, key: service, duration: 5m, severity:"
                    + " info}}"))
        .contains("Fires when no metric up has come for 5m.", "  What never came is not missed.");
    assertThat(
            words(
                "alert_rules: {a: {count: {kind: log, window: 10m, distinct: user}, threshold: 3,"
                    + " key: [], severity: info}}"))
        .contains(
            "Fires when, over 10m, the number of different values of user of log  is >= 3.",
            "There is one alert for all signals.");
    assertThat(
            words(
                "alert_rules: {a: {ratio: {of: {metric: bad}, to: {metric: all}, window: 5m},"
                    + " threshold: 0.5, severity: info}}"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "Fires when, over 5m, the sum of the values of metric bad divided by that of"
                            + " metric all is > 0.5."));
    assertThat(
            words(
                "alert_rules: {a: {metric: visits, compare: baseline, threshold: 0.5, severity:"
                    + " info}}"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "Fires when metric visits is below the mean of the 7d before by 50 % or"
                            + " more"));
  }

  private static List<String> words(String text) {
    RuleFiles files = RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", text)));
    assertThat(files.problems()).isEmpty();
    Rule rule = files.rules().rules().get(0);
    return RuleWords.of(rule);
  }
}
