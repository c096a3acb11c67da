package io.watchlake.rules.language;

import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Condition.Absence;
import io.watchlake.rules.model.Condition.Change;
import io.watchlake.rules.model.Condition.Count;
import io.watchlake.rules.model.Condition.Direction;
import io.watchlake.rules.model.Condition.Ratio;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Condition.Skip;
import io.watchlake.rules.model.Condition.Threshold;
import io.watchlake.rules.model.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The condition of a rule. */
final class ConditionReader {

  private static final List<Field<?>> CONDITIONS =
      List.of(
          Language.METRIC,
          Language.RATIO_OF,
          Language.ABSENT_OF,
          Language.COUNT_OF,
          Language.SEQUENCE_OF);

  /**
   * Metrics of which a bare threshold is a decrease and not a value. The format that these rules
   * extend has one: {@code metric: deployment_frequency, threshold: 0.5} is a decrease by half.
   */
  private static final Set<String> DECREASES = Set.of("deployment_frequency");

  private static final Duration BASELINE_WINDOW = Duration.ofDays(7);
  private static final int BASELINE_MINIMUM = 3;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(35);

  private final Entries rule;

  ConditionReader(Entries rule) {
    this.rule = rule;
  }

  /** The condition; null if there is none, after telling why. */
  @Nullable Condition read() {
    List<Field<?>> given = CONDITIONS.stream().filter(rule::given).toList();
    if (given.size() != 1) {
      String names = String.join(", ", CONDITIONS.stream().map(Field::name).toList());
      rule.place()
          .error(
              rule.node(),
              given.isEmpty()
                  ? "a rule without a condition"
                  : "several conditions: "
                      + String.join(", ", given.stream().map(Field::name).toList()),
              "give it one of " + names);
      return null;
    }
    if (!rule.given(Language.METRIC)) {
      rule.refuse("it is for rules with metric", Language.COMPARE, Language.BASELINE_OF);
    }
    Entries ratio = rule.get(Language.RATIO_OF);
    Entries absent = rule.get(Language.ABSENT_OF);
    Entries count = rule.get(Language.COUNT_OF);
    Entries sequence = rule.get(Language.SEQUENCE_OF);
    if (ratio != null) {
      return ratio(ratio);
    }
    if (absent != null) {
      refuseThreshold();
      SignalPattern pattern = PatternReader.read(absent);
      return pattern == null
          ? null
          : new Absence(pattern, absent.get(Language.EXPECTED, List.of()));
    }
    if (count != null) {
      return count(count);
    }
    if (sequence != null) {
      refuseThreshold();
      return sequence(sequence);
    }
    SeriesSelector metric = rule.get(Language.METRIC);
    return metric == null ? null : metric(metric);
  }

  private void refuseThreshold() {
    rule.refuse("there is no value to compare", Language.THRESHOLD, Language.RECOVERY, Language.OP);
  }

  private @Nullable Double threshold() {
    if (!rule.given(Language.THRESHOLD)) {
      rule.error(Language.THRESHOLD, "missing", "say what is compared with, such as 85");
    }
    return rule.get(Language.THRESHOLD);
  }

  private @Nullable Condition metric(SeriesSelector metric) {
    Double threshold = threshold();
    if (threshold == null) {
      return null;
    }
    SignalPattern pattern =
        new SignalPattern(SignalKind.METRIC, metric.metric(), metric.matchers(), null);
    boolean bare = !rule.given(Language.OP) && !rule.given(Language.COMPARE);
    boolean baseline =
        "baseline".equals(rule.get(Language.COMPARE))
            || rule.given(Language.BASELINE_OF)
            || (bare && DECREASES.contains(MetricCatalogue.canonical(metric.metric())));
    if (!baseline) {
      Operator operator = rule.get(Language.OP, Operator.GREATER);
      Double recovery = rule.get(Language.RECOVERY);
      checkRecovery(rule, operator, threshold, recovery);
      return new Threshold(pattern, operator, threshold, recovery);
    }
    if ("value".equals(rule.get(Language.COMPARE))) {
      rule.error(Language.COMPARE, "a value is not compared with a baseline", "remove one of them");
    }
    rule.refuse(
        "a change has a direction instead: baseline.direction", Language.OP, Language.RECOVERY);
    if (threshold <= 0) {
      rule.error(
          Language.THRESHOLD, "a change by nothing", "write a share, such as 0.5 for by half");
    }
    Entries section = rule.get(Language.BASELINE_OF);
    Duration window =
        section == null ? BASELINE_WINDOW : section.get(Language.WINDOW, BASELINE_WINDOW);
    if (section != null) {
      checkWindow(section, window);
    }
    return new Change(
        pattern,
        section == null ? Direction.DECREASE : section.get(Language.DIRECTION, Direction.DECREASE),
        threshold,
        window,
        section == null
            ? BASELINE_MINIMUM
            : section.get(Language.BASELINE_MINIMUM, BASELINE_MINIMUM));
  }

  private @Nullable Condition ratio(Entries ratio) {
    Double threshold = threshold();
    SignalPattern of = part(ratio, Language.OF);
    SignalPattern to = part(ratio, Language.TO);
    Duration window = window(ratio);
    if (threshold == null || of == null || to == null || window == null) {
      return null;
    }
    Operator operator = rule.get(Language.OP, Operator.GREATER);
    Double recovery = rule.get(Language.RECOVERY);
    checkRecovery(rule, operator, threshold, recovery);
    boolean metrics = of.kind() == SignalKind.METRIC && to.kind() == SignalKind.METRIC;
    return new Ratio(
        of,
        to,
        ratio.get(Language.SUM, metrics ? "values" : "signals").equals("values"),
        window,
        operator,
        threshold,
        recovery,
        ratio.get(Language.RATIO_MINIMUM, 0.0));
  }

  private static @Nullable SignalPattern part(Entries ratio, Field<Entries> part) {
    if (!ratio.given(part)) {
      ratio.error(part, "missing", "say which signals are summed");
    }
    Entries pattern = ratio.get(part);
    return pattern == null ? null : PatternReader.read(pattern);
  }

  private @Nullable Condition count(Entries count) {
    rule.refuse("a count has none", Language.RECOVERY);
    Double threshold = threshold();
    SignalPattern pattern = PatternReader.read(count);
    Duration window = window(count);
    if (threshold == null || pattern == null || window == null) {
      return null;
    }
    return new Count(
        pattern,
        window,
        rule.get(Language.OP, Operator.GREATER_OR_EQUAL),
        threshold,
        count.get(Language.DISTINCT));
  }

  private static @Nullable Duration window(Entries section) {
    if (!section.given(Language.WINDOW)) {
      section.error(Language.WINDOW, "missing", "say how far back is looked, such as 5m");
    }
    Duration window = section.get(Language.WINDOW);
    if (window != null) {
      checkWindow(section, window);
    }
    return window;
  }

  private static void checkWindow(Entries section, Duration window) {
    if (window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
      section.error(Language.WINDOW, "out of range", "write more than 0s and up to 35d");
    }
  }

  private static @Nullable Condition sequence(Entries sequence) {
    if (!sequence.given(Language.WITHIN)) {
      sequence.error(
          Language.WITHIN,
          "missing: matches that have begun would be kept for ever",
          "say how long a sequence takes at most, such as 10m");
    }
    Duration within = sequence.get(Language.WITHIN);
    if (within != null && (within.isZero() || within.compareTo(LONGEST_WINDOW) > 0)) {
      sequence.error(Language.WITHIN, "out of range", "write more than 0s and up to 35d");
    }
    List<Step> steps = new StepReader().read(sequence, true);
    if (within == null || steps == null) {
      return null;
    }
    return new Sequence(steps, within, sequence.get(Language.SKIP, Skip.PAST_LAST));
  }

  /** Tells of a recovery threshold that is beyond the threshold itself. */
  static void checkRecovery(
      Entries at, Operator operator, double threshold, @Nullable Double recovery) {
    if (recovery == null) {
      return;
    }
    Field<Double> field = at.given(Language.RECOVERY) ? Language.RECOVERY : Language.THRESHOLD;
    if (!operator.ordered()) {
      at.error(field, operator.sign() + " has no good side to recover to", "remove it");
    } else if (operator.upwards() ? recovery > threshold : recovery < threshold) {
      at.error(
          field,
          "the recovery threshold "
              + (operator.upwards() ? "above" : "below")
              + " the threshold would never hold an alert",
          "put it on the good side of the threshold");
    }
  }
}
