package io.watchlake.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules over log records, spans and audit events. */
class RecordRulesTest {

  private static final String ERRORS =
      "count: {kind: log, match: 'severity=\"ERROR\"', window: 5m}";

  private static final String SLOW =
      "ratio: {of: {kind: span, name: pay, value: '> 2'}, to: {kind: span, name: pay}, window: 5m}";

  @Test
  void aRuleAsksForWhatItsPatternsMeanAndByWhatItTellsApart() {
    assertThat(asked(rule("key: [service, host]", ERRORS, "threshold: 10")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.pattern().toString()).isEqualTo("log {severity=\"ERROR\"}");
              assertThat(one.by()).containsExactly("host", "service");
              assertThat(one.id()).startsWith("rules/log/");
            });
    assertThat(asked(rule("count: {kind: audit, window: 5m, distinct: actor}", "threshold: 3")))
        .singleElement()
        .satisfies(one -> assertThat(one.by()).containsExactly("actor", "service"));
    assertThat(asked(rule(SLOW, "threshold: 0.1")))
        .extracting(one -> one.pattern().toString())
        .containsExactly("span pay > 2.0", "span pay");
  }

  @Test
  void rulesThatAskForTheSameShareASubscription() {
    Rule one = rule(ERRORS, "threshold: 10");
    assertThat(asked(rule(ERRORS, "threshold: 20"))).isEqualTo(asked(one));
    assertThat(asked(rule("key: host", ERRORS, "threshold: 10")))
        .doesNotContainAnyElementsOf(asked(one));
  }

  @Test
  void aSignalThatStandsForManyCountsAsMany() {
    Rule rule = rule(ERRORS, "threshold: 50");
    assertThat(alerts(rule, signal(SignalKind.LOG, 1, 17, 49))).isEmpty();
    assertThat(alerts(rule, signal(SignalKind.LOG, 1, 17, 49), signal(SignalKind.LOG, 2, 17, 1)))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
              assertThat(alert.value()).isEqualTo(50);
            });
  }

  @Test
  void aShareIsOfAllThatSignalsStandFor() {
    Rule rule = rule(SLOW, "threshold: 0.1");
    assertThat(alerts(rule, signal(SignalKind.SPAN, 1, 1, 90), signal(SignalKind.SPAN, 2, 3, 10)))
        .isEmpty();
    assertThat(alerts(rule, signal(SignalKind.SPAN, 1, 1, 90), signal(SignalKind.SPAN, 2, 3, 30)))
        .singleElement()
        .satisfies(alert -> assertThat(alert.value()).isEqualTo(0.25));
  }

  private static List<Transition> alerts(Rule rule, Signal... signals) {
    List<Transition> alerts = new ArrayList<>();
    LevelMachine machine = new LevelMachine(rule, Map.of("service", "shop"), new LevelState());
    for (Signal signal : signals) {
      machine.signal(signal, alerts::add);
    }
    return alerts;
  }

  private static Signal signal(SignalKind kind, int second, double value, int records) {
    return new Signal(
        kind.code() + second,
        kind,
        "live",
        second * 1_000_000_000L,
        "pay",
        "",
        "shop",
        "",
        value,
        Map.of("severity", "ERROR"),
        records == 1 ? Map.of() : Map.of(Signal.RECORDS, Integer.toString(records)));
  }

  private static List<RecordSubscription> asked(Rule rule) {
    Collection<Subscription> all = RuleSignals.subscriptions(rule).values();
    return all.stream().map(RecordSubscription.class::cast).toList();
  }

  private static Rule rule(String... lines) {
    String text =
        "alert_rules:\n  it:\n    severity: info\n    " + String.join("\n    ", lines) + "\n";
    RuleFiles files = RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", text)));
    assertThat(files.problems()).isEmpty();
    return files.rules().rules().get(0);
  }
}
