package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import io.watchlake.rules.spec.RuleCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A window of a metric that is told again, after the next, counts as it was told last. */
final class CorrectionsTest {

  private static final Rule RATIO =
      Rules.rule(
          "ratio: {of: {metric: bad}, to: {metric: all}, window: 10m}",
          "threshold: 0.1",
          "severity: info");

  @Test
  void aShareIsOfWhatWasCorrected() throws Exception {
    assertThat(told(minute(1, 0, 5), minute(2, 0, 5), minute(1, 1, 20)))
        .as("25 of 200; 30 of 300 were no more than the threshold")
        .containsExactly("2 firing 0.125");
    assertThat(told(minute(1, 0, 30), minute(2, 0, 5), minute(1, 1, 5)))
        .containsExactly("1 firing 0.3", "2 resolved 0.05");
  }

  /** Of 100 events of a minute, so many were bad. */
  private static List<Signal> minute(int minute, int revision, int bad) {
    return List.of(window("all", minute, revision, 100), window("bad", minute, revision, bad));
  }

  private static Signal window(String name, int minute, int revision, double value) {
    return new Signal(
        name + '/' + minute + '/' + revision,
        SignalKind.METRIC,
        "live",
        TimeUnit.MILLISECONDS.toNanos(RuleCase.BEGIN_MILLIS) + TimeUnit.MINUTES.toNanos(minute),
        name,
        "",
        "shop",
        name,
        value,
        Map.of(),
        Map.of());
  }

  @SafeVarargs
  private static List<String> told(List<Signal>... minutes) throws Exception {
    List<String> told = new ArrayList<>();
    try (RuleRun run =
        new RuleRun(
            List.of(RATIO),
            RuleCase.BEGIN_MILLIS,
            (of, now) ->
                told.add(
                    TimeUnit.MILLISECONDS.toMinutes(now.timeMillis() - RuleCase.BEGIN_MILLIS)
                        + " "
                        + now.status().code()
                        + " "
                        + Math.round(now.value() * 1000) / 1000.0))) {
      for (List<Signal> minute : minutes) {
        for (Signal signal : minute) {
          run.signal(signal);
        }
      }
    }
    return told;
  }
}
