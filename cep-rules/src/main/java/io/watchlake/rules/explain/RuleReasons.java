package io.watchlake.rules.explain;

import io.watchlake.model.alert.Alert;
import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.LabelOverride;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Why a rule fired for a key, or did not: what each signal was to it, and how it stood in the end.
 */
public final class RuleReasons {

  private final Rule rule;
  private final double threshold;
  private final boolean disabled;

  /**
   * The reasons of a rule.
   *
   * @param key the labels that the alert is of
   */
  public RuleReasons(Rule rule, Map<String, String> key) {
    this.rule = rule;
    LabelOverride override = rule.override(key);
    this.disabled = override != null && override.disabled();
    this.threshold =
        override != null && override.threshold() != null
            ? override.threshold()
            : threshold(rule.condition());
  }

  private static double threshold(Condition condition) {
    if (condition instanceof Condition.Threshold of) {
      return of.threshold();
    } else if (condition instanceof Condition.Ratio of) {
      return of.threshold();
    } else if (condition instanceof Condition.Count of) {
      return of.threshold();
    } else if (condition instanceof Condition.Change of) {
      return of.share();
    }
    return Double.NaN;
  }

  /** What a signal that the rule looks at is to it. */
  public String of(Signal signal) {
    Condition condition = rule.condition();
    if (condition instanceof Condition.Threshold of) {
      return Double.isNaN(signal.value())
          ? "has no value"
          : Words.number(signal.value()) + compared(of.operator(), signal.value());
    } else if (condition instanceof Condition.Ratio of) {
      List<String> sides = new ArrayList<>();
      if (of.of().matches(signal)) {
        sides.add("above");
      }
      if (of.to().matches(signal)) {
        sides.add("below");
      }
      return sides.isEmpty() ? "does not fit" : "counts " + Words.list(sides) + " the line";
    } else if (condition instanceof Condition.Sequence of) {
      List<String> steps = new ArrayList<>();
      fitting(of.steps(), signal, steps);
      return steps.isEmpty() ? "fits no step" : "fits " + Words.list(steps);
    } else if (condition instanceof Condition.Change) {
      return Words.number(signal.value()) + ", which the mean of those before is compared with";
    }
    return condition.patterns().stream().anyMatch(pattern -> pattern.matches(signal))
        ? "counts"
        : "does not fit";
  }

  private String compared(Operator operator, double value) {
    return (operator.holds(value, threshold) ? " is " : " is not ")
        + operator.sign()
        + ' '
        + Words.number(threshold);
  }

  private static void fitting(Collection<Step> steps, Signal signal, List<String> into) {
    for (Step step : steps) {
      if (step.what() instanceof Step.Group group) {
        fitting(group.steps(), signal, into);
      } else if (((Step.One) step.what()).pattern().matches(signal)) {
        into.add(step.name());
      }
    }
  }

  /**
   * How the rule stood at a time.
   *
   * @param signals those of the key that the rule looked at until then, in the order of time
   * @param alerts what became of the key's alert until then, in the order of time
   * @param atMillis the time, milliseconds since the epoch
   */
  public List<String> at(List<Signal> signals, List<Alert> alerts, long atMillis) {
    List<String> reasons = new ArrayList<>();
    String time = Instant.ofEpochMilli(atMillis).toString();
    Alert last = alerts.isEmpty() ? null : alerts.get(alerts.size() - 1);
    if (last != null && !last.ended()) {
      reasons.add(
          "At "
              + time
              + " it is "
              + last.status().code()
              + ", since "
              + instant(last.sinceUnixNano())
              + (Double.isNaN(last.value()) ? "" : ", with the value " + Words.number(last.value()))
              + '.');
      return reasons;
    }
    reasons.add("At " + time + " it does not fire:");
    if (disabled) {
      reasons.add("  an override switches the rule off for this key.");
    } else if (signals.isEmpty()) {
      reasons.add("  no signal that it looks at has come of this key.");
    } else if (rule.condition() instanceof Condition.Sequence sequence) {
      steps(sequence, signals, atMillis, reasons);
    } else {
      Signal newest = signals.get(signals.size() - 1);
      reasons.add(
          "  the last signal, of " + instant(newest.timeUnixNano()) + ", " + of(newest) + '.');
    }
    return reasons;
  }

  /** Which steps the time of a sequence that ends now has signals for, each after those before. */
  private static void steps(
      Condition.Sequence sequence, List<Signal> signals, long atMillis, List<String> reasons) {
    long begin = atMillis - sequence.within().toMillis();
    long after = Long.MIN_VALUE;
    for (Step step : sequence.steps()) {
      List<Long> times = new ArrayList<>();
      for (Signal signal : signals) {
        long time = TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano());
        if (time > begin
            && time >= after
            && step.patterns().stream().anyMatch(pattern -> pattern.matches(signal))) {
          times.add(time);
        }
      }
      boolean negative = step.after().negative();
      boolean so = negative ? times.isEmpty() : times.size() >= step.least();
      reasons.add(
          "  "
              + step.name()
              + ": "
              + (times.isEmpty()
                  ? "none that fits"
                  : times.size() + " that fit, the first of " + Instant.ofEpochMilli(times.get(0)))
              + (so ? "" : negative ? ", and there must be none" : ", of " + step.least())
              + '.');
      if (!so) {
        return;
      }
      if (!negative) {
        after = times.get(step.least() - 1);
      }
    }
    reasons.add(
        "  each step has signals; they are part of another match, or not in the right order.");
  }

  private static Instant instant(long unixNano) {
    return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNano));
  }
}
