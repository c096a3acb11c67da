package io.watchlake.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a rule fired, or did not. */
final class RuleReasonsTest {

  private static final Map<String, String> SHOP = Map.of("service", "shop");
  private static final String CPU =
      "alert_rules: {cpu: {metric: cpu, threshold: 85, severity: info, key: service,"
          + " overrides: [{match: 'service=\"batch\"', threshold: 95},"
          + " {match: 'service=\"test\"', disabled: true}]}}";
  private static final String SLOW =
      "alert_rules: {slow: {severity: info, key: service, sequence: {within: 10m, steps:"
          + " [{begin: {step: deployed, kind: deployment}},"
          + " {followed_by: {step: load, metric: cpu, value: '> 5', times: 2}}]}}}";

  @Test
  void aValueIsToldWithWhatItIsComparedWith() {
    Signal ninety = metric(1, 90);
    assertThat(new RuleReasons(rule(CPU), SHOP).of(ninety)).isEqualTo("90 is > 85");
    assertThat(new RuleReasons(rule(CPU), Map.of("service", "batch")).of(ninety))
        .isEqualTo("90 is not > 95");
    assertThat(new RuleReasons(rule(CPU), SHOP).of(metric(1, Double.NaN)))
        .isEqualTo("has no value");
  }

  @Test
  void whatDoesNotFireIsToldByItsLastSignal() {
    RuleReasons reasons = new RuleReasons(rule(CPU), SHOP);
    assertThat(reasons.at(List.of(metric(1, 90), metric(2, 7)), List.of(), 180_000))
        .containsExactly(
            "At 1970-01-01T00:03:00Z it does not fire:",
            "  the last signal, of 1970-01-01T00:02:00Z, 7 is not > 85.");
    assertThat(reasons.at(List.of(), List.of(), 0))
        .contains("  no signal that it looks at has come of this key.");
    assertThat(new RuleReasons(rule(CPU), Map.of("service", "test")).at(List.of(), List.of(), 0))
        .contains("  an override switches the rule off for this key.");
  }

  @Test
  void whatFiresIsToldWithItsBegin() {
    Alert firing =
        new Alert(
            "live",
            "cpu",
            1,
            false,
            AlertStatus.FIRING,
            120_000_000_000L,
            60_000_000_000L,
            90,
            85,
            SHOP,
            Map.of(),
            List.of(),
            Map.of());
    assertThat(new RuleReasons(rule(CPU), SHOP).at(List.of(), List.of(firing), 180_000))
        .containsExactly(
            "At 1970-01-01T00:03:00Z it is firing, since 1970-01-01T00:01:00Z, with the value 90.");
  }

  @Test
  void ofASequenceTheStepThatIsMissingIsNamed() {
    RuleReasons reasons = new RuleReasons(rule(SLOW), SHOP);
    assertThat(reasons.of(metric(1, 6))).isEqualTo("fits load");
    assertThat(reasons.of(metric(1, 5))).isEqualTo("fits no step");
    assertThat(
            reasons.at(
                List.of(metric(0, 9), deployed(1), metric(2, 6), metric(3, 1)), List.of(), 240_000))
        .containsExactly(
            "At 1970-01-01T00:04:00Z it does not fire:",
            "  deployed: 1 that fit, the first of 1970-01-01T00:01:00Z.",
            "  load: 1 that fit, the first of 1970-01-01T00:02:00Z, of 2.");
  }

  private static Rule rule(String text) {
    RuleFiles files = RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", text)));
    assertThat(files.problems()).isEmpty();
    return files.rules().rules().get(0);
  }

  private static Signal metric(int minute, double value) {
    return signal(SignalKind.METRIC, "cpu", minute, value);
  }

  private static Signal deployed(int minute) {
    return signal(SignalKind.DEPLOYMENT, "deployed", minute, Double.NaN);
  }

  private static Signal signal(SignalKind kind, String name, int minute, double value) {
    return new Signal(
        name + minute,
        kind,
        "live",
        minute * 60_000_000_000L,
        name,
        "",
        "shop",
        "shop",
        value,
        Map.of(),
        Map.of());
  }
}
