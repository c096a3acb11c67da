package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.alert.AskedSignals;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.engine.LevelMachine;
import io.watchlake.rules.engine.LevelState;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of the types of alerts, drawn from a source of chance. */
final class AlertSamples {

  private static final List<Rule> RULES =
      RuleFiles.read(
              List.of(
                  new RuleFiles.Source(
                      "rules.yaml",
                      """
                      alert_rules:
                        above: {metric: m, threshold: 0, key: [], severity: info}
                        change: {metric: m, threshold: 0.5, compare: baseline, severity: info}
                        often: {count: {metric: m, window: 1h}, threshold: 3, severity: info}
                      """)))
          .rules()
          .rules();

  private final Random random;

  AlertSamples(Random random) {
    this.random = random;
  }

  /** One value of each format, by the format's name. */
  Map<String, Object> oneOfEach() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rule_message", new RuleMessage(maybe() ? bytes() : null, maybe() ? bytes() : null));
    values.put(
        "routed_signal",
        new RoutedSignal(text(), maybe() ? signal(random.nextInt()) : null, random.nextLong()));
    values.put(
        "asked_signals",
        new AskedSignals(
            text(),
            maybe()
                ? new SeriesSubscription(
                    text(), new SeriesSelector(text(), List.of()), Resolution.MINUTE, text())
                : null));
    values.put("alert", alert());
    values.put("rule_level_state", state());
    return values;
  }

  private Alert alert() {
    return new Alert(
        text(),
        text(),
        random.nextInt(100),
        maybe(),
        AlertStatus.values()[random.nextInt(4)],
        random.nextLong(),
        random.nextLong(),
        maybe() ? Double.NaN : random.nextGaussian(),
        maybe() ? Double.POSITIVE_INFINITY : random.nextGaussian(),
        Map.of(text(), text()),
        Map.of(text(), text()),
        List.of(text()),
        Map.of(text(), text()));
  }

  private LevelState state() {
    LevelState state = new LevelState();
    LevelMachine machine =
        new LevelMachine(RULES.get(random.nextInt(RULES.size())), Map.of(), state);
    for (int i = random.nextInt(20); i >= 0; i--) {
      machine.signal(signal(20 - i), transition -> {});
    }
    return state;
  }

  private Signal signal(int second) {
    return new Signal(
        text(),
        SignalKind.METRIC,
        "live",
        second * 1_000_000_000L,
        "m",
        "",
        text(),
        text(),
        random.nextGaussian(),
        Map.of(text(), text()),
        Map.of());
  }

  private boolean maybe() {
    return random.nextBoolean();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    return "t" + random.nextInt(1000);
  }
}
