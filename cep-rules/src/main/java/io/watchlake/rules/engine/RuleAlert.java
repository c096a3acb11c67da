package io.watchlake.rules.engine;

import io.watchlake.model.alert.Alert;
import io.watchlake.rules.model.Rule;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What became of a rule's alert, as it is told: the same live and on history. */
public final class RuleAlert {

  private RuleAlert() {}

  /**
   * The alert.
   *
   * @param timeline the name of the timeline that it is of
   * @param version of the rule
   * @param shadow whether the version only runs beside the one that counts
   */
  public static Alert of(
      String timeline, Rule rule, long version, boolean shadow, Transition transition) {
    return new Alert(
        timeline,
        rule.name(),
        version,
        shadow,
        transition.status(),
        TimeUnit.MILLISECONDS.toNanos(transition.timeMillis()),
        TimeUnit.MILLISECONDS.toNanos(transition.sinceMillis()),
        transition.value(),
        transition.threshold(),
        AlertText.labels(rule, transition, Map.of()),
        AlertText.annotations(rule, transition, Map.of()),
        rule.channels(),
        transition.evidence());
  }
}
