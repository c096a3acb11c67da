package io.watchlake.rules.engine;

import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.LabelOverride;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of a key, its overrides taken in. Times in milliseconds.
 *
 * @param disabled whether it says nothing of it
 * @param threshold NaN where the condition has none
 * @param recovery the threshold itself where there is no other
 * @param duration how long the condition must hold
 */
record Settings(
    boolean disabled,
    double threshold,
    double recovery,
    long duration,
    long keepFiringFor,
    long forgetAfter,
    Severity severity) {

  static Settings of(Rule rule, Map<String, String> key) {
    LabelOverride override = rule.override(key);
    double threshold = Double.NaN;
    Double recovery = null;
    if (rule.condition() instanceof Condition.Threshold of) {
      threshold = of.threshold();
      recovery = of.recovery();
    } else if (rule.condition() instanceof Condition.Ratio of) {
      threshold = of.threshold();
      recovery = of.recovery();
    } else if (rule.condition() instanceof Condition.Count of) {
      threshold = of.threshold();
    } else if (rule.condition() instanceof Condition.Change of) {
      threshold = of.share();
    }
    long duration = rule.duration().toMillis();
    Severity severity = rule.severity();
    boolean disabled = false;
    if (override != null) {
      disabled = override.disabled();
      if (override.threshold() != null) {
        threshold = override.threshold();
        recovery = null;
      }
      recovery = or(override.recovery(), recovery);
      duration = override.duration() == null ? duration : override.duration().toMillis();
      severity = override.severity() == null ? severity : override.severity();
    }
    return new Settings(
        disabled,
        threshold,
        recovery == null ? threshold : recovery,
        duration,
        rule.keepFiringFor().toMillis(),
        rule.forgetAfter().toMillis(),
        severity);
  }

  private static @Nullable Double or(@Nullable Double first, @Nullable Double second) {
    return first == null ? second : first;
  }
}
