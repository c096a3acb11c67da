package io.watchlake.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.RuleIndex;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The workload is what it says: so many rules a signal, so many alerts. */
class AlertWorkloadTest {

  private static final int ROUNDS = 250;

  /** Of a key's signals, at ten a second. */
  private static final long STEP_MILLIS = 100;

  private final AlertWorkload workload = new AlertWorkload(60, 200);
  private final List<String> subscriptions = workload.subscriptions();
  private final List<Rule> rules = workload.all().stream().map(AlertWorkloadTest::read).toList();

  @Test
  void aTenthOfTheRulesAreSequencesAndThreeLookAtASignal() {
    assertThat(rules.stream().filter(rule -> rule.condition() instanceof Condition.Sequence))
        .hasSize(6);
    RuleIndex<Rule> index = new RuleIndex<>(rules, rule -> rule);
    for (int key = 0; key < workload.keys(); key++) {
      assertThat(index.of(signal(0, key))).hasSize(AlertWorkload.RULES_A_METRIC);
    }
  }

  @Test
  void anotherVersionHasTheSameConditionAndSaysSo() {
    for (int rule = 0; rule < 12; rule++) {
      Rule other =
          read(RuleVersions.none(AlertWorkload.rule(rule)).with(AlertWorkload.text(rule, 2), 2));
      assertThat(other.condition()).isEqualTo(rules.get(rule).condition());
      assertThat(other).isNotEqualTo(rules.get(rule));
    }
  }

  @Test
  void exactlyTheSignalsThatAreSaidToRaiseAlertsDo() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    try (RuleRun run =
        new RuleRun(
            rules,
            0,
            (rule, transition) -> {
              if (transition.status() == AlertStatus.FIRING) {
                found.add(
                    rule.name()
                        + ' '
                        + transition.key().get("host")
                        + ' '
                        + transition.timeMillis());
              }
            })) {
      for (long round = 0; round < ROUNDS; round++) {
        for (int key = 0; key < workload.keys(); key++) {
          Signal signal = signal(round, key);
          run.signal(signal);
          if (workload.raises(round, key)) {
            expected.add(
                AlertWorkload.rule(AlertWorkload.firing(workload.metricOf(key)))
                    + " host-"
                    + key
                    + ' '
                    + round * STEP_MILLIS);
          }
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.size() / (double) (ROUNDS * workload.keys()))
        .isCloseTo(1.0 / AlertWorkload.RAISING_ONE_IN, Offset.offset(0.001));
  }

  @Test
  void noValueIsBadBeforeTheFirstThatIsSaidToBe() {
    for (int key = 0; key < workload.keys(); key++) {
      int first = AlertWorkload.firstBad(key);
      assertThat(AlertWorkload.value(first, key)).isEqualTo(AlertWorkload.BAD);
      for (long round = 0; round < first; round++) {
        assertThat(AlertWorkload.value(round, key)).isNotEqualTo(AlertWorkload.BAD);
      }
    }
  }

  private Signal signal(long round, int key) {
    int metric = workload.metricOf(key);
    return AlertWorkload.signal(
        round + "/" + key,
        metric,
        key,
        "host-" + key,
        AlertWorkload.value(round, key),
        round * STEP_MILLIS * 1_000_000,
        subscriptions.get(metric));
  }

  private static Rule read(RuleVersions rule) {
    RuleFiles files =
        RuleFiles.read(List.of(new RuleFiles.Source(rule.name(), rule.versions().get(0).text())));
    assertThat(files.problems()).isEmpty();
    return files.rules().rules().get(0);
  }
}
