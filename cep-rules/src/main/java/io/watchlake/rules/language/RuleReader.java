package io.watchlake.rules.language;

import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalLabels;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Condition.Absence;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Condition.Threshold;
import io.watchlake.rules.model.LabelOverride;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Rule.Retirement;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule of what stands below its name. */
final class RuleReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");

  /** Labels that the engine gives. */
  private static final Set<String> OWN_LABELS = Set.of("alertname", "severity", "alert_type");

  private static final Duration SEQUENCE_KEEPS_FIRING = Duration.ofMinutes(5);

  private static final Duration FORGET_AFTER = Duration.ofDays(1);

  private final String name;
  private final Entries rule;
  private final Map<String, Severity> types;

  RuleReader(String name, Entries rule, Map<String, Severity> types) {
    this.name = name;
    this.rule = rule;
    this.types = types;
  }

  /** The rule; null if it is none, after telling why. */
  @Nullable Rule read() {
    int before = rule.place().problems().size();
    if (!NAME.matcher(name).matches()) {
      rule.place()
          .error(
              rule.node(),
              YamlNodes.quoted(name) + " is no name of a rule",
              "write up to 100 letters, digits and _ . -, beginning with a letter");
    }
    Condition condition = new ConditionReader(rule).read();
    Severity severity = severity();
    List<String> key = key(condition);
    Map<String, Template> labels =
        AlertLabels.read(
            rule,
            Language.LABELS,
            OWN_LABELS,
            "rule",
            "remove it; severity and type are keys of the rule");
    List<LabelOverride> overrides = overrides(condition);
    durations(condition);
    if (condition instanceof Absence absence && key != null) {
      expected(absence, key);
    }
    if (rule.given(Language.RESOLUTION)
        && condition != null
        && condition.patterns().stream().noneMatch(p -> p.kind() == SignalKind.METRIC)) {
      rule.error(Language.RESOLUTION, "the rule looks at no metric", "remove it");
    }
    if (condition == null || severity == null || rule.place().problems().size() > before) {
      return null;
    }
    Duration keep =
        rule.get(
            Language.KEEP_FIRING_FOR,
            condition instanceof Sequence ? SEQUENCE_KEEPS_FIRING : Duration.ZERO);
    return new Rule(
        name,
        condition,
        key,
        rule.get(Language.DURATION, Duration.ZERO),
        keep,
        rule.get(Language.FORGET_AFTER, FORGET_AFTER),
        severity,
        rule.get(Language.TYPE),
        rule.get(Language.CHANNELS, List.of()),
        rule.get(Language.RESOLUTION, Resolution.MINUTE),
        labels,
        rule.get(Language.ANNOTATIONS, Map.of()),
        overrides,
        rule.get(Language.ON_CHANGE, Retirement.DRAIN));
  }

  private @Nullable Severity severity() {
    String type = rule.get(Language.TYPE);
    if (type != null && !types.containsKey(type)) {
      rule.error(
          Language.TYPE,
          YamlNodes.quoted(type) + " is no alert type",
          "list it below alert_types, or use one of "
              + String.join(", ", new TreeSet<>(types.keySet())));
      return null;
    }
    Severity severity = rule.get(Language.SEVERITY);
    if (severity == null && type != null) {
      return types.get(type);
    }
    if (severity == null && !rule.given(Language.SEVERITY) && !rule.given(Language.TYPE)) {
      rule.error(Language.SEVERITY, "missing", "give it a severity, or the type of an alert type");
    }
    return severity;
  }

  private @Nullable List<String> key(@Nullable Condition condition) {
    boolean ofSeries = condition instanceof Threshold || condition instanceof Condition.Change;
    List<String> key = rule.get(Language.KEY);
    if (key == null) {
      return ofSeries ? null : List.of(SignalLabels.SERVICE);
    }
    for (String label : key) {
      if (!AlertLabels.isName(label)) {
        rule.error(
            Language.KEY, AlertLabels.quotedNoName(label), "write letters, digits, _ and dots");
      }
    }
    return key;
  }

  private void durations(@Nullable Condition condition) {
    Duration duration = rule.get(Language.DURATION);
    if (condition instanceof Absence && !rule.given(Language.DURATION)) {
      rule.error(Language.DURATION, "missing", "say for how long nothing must come");
    } else if (condition instanceof Absence && duration != null && duration.isZero()) {
      rule.error(Language.DURATION, "an absence of no time", "say for how long");
    } else if (condition instanceof Sequence) {
      rule.refuse("a sequence is so at once, when it is complete", Language.DURATION);
    }
    if (rule.given(Language.FORGET_AFTER)) {
      Duration forget = rule.get(Language.FORGET_AFTER);
      if (!(condition instanceof Absence || condition instanceof Condition.Count)) {
        rule.error(Language.FORGET_AFTER, "it is for rules with absent or count", "remove it");
      } else if (forget != null && duration != null && forget.compareTo(duration) <= 0) {
        rule.error(Language.FORGET_AFTER, "no longer than the duration", "make it longer");
      }
    }
  }

  private void expected(Absence absence, List<String> key) {
    for (Map<String, String> one : absence.expected()) {
      if (!one.keySet().equals(Set.copyOf(key))) {
        rule.error(
            Language.ABSENT_OF,
            "expected has "
                + String.join(", ", new TreeSet<>(one.keySet()))
                + " and the key has "
                + String.join(", ", key),
            "give each of the key's labels a value");
      }
    }
  }

  private List<LabelOverride> overrides(@Nullable Condition condition) {
    List<LabelOverride> overrides = new ArrayList<>();
    for (Entries one : rule.get(Language.OVERRIDES, List.of())) {
      if (!one.given(Language.MATCH)) {
        one.error(Language.MATCH, "missing", "say for which labels, such as service=\"shop\"");
      }
      if (condition instanceof Absence || condition instanceof Sequence) {
        one.refuse("the rule has no threshold", Language.THRESHOLD, Language.RECOVERY);
      } else if (condition instanceof Condition.Count || condition instanceof Condition.Change) {
        one.refuse("the rule has no recovery threshold", Language.RECOVERY);
      }
      if (condition instanceof Sequence) {
        one.refuse("a sequence is so at once, when it is complete", Language.DURATION);
      }
      Double threshold = one.get(Language.THRESHOLD);
      Double recovery = one.get(Language.RECOVERY);
      if (condition instanceof Threshold of) {
        ConditionReader.checkRecovery(
            one,
            of.operator(),
            threshold == null ? of.threshold() : threshold,
            recovery == null && threshold == null ? of.recovery() : recovery);
      } else if (condition instanceof Condition.Ratio of) {
        ConditionReader.checkRecovery(
            one,
            of.operator(),
            threshold == null ? of.threshold() : threshold,
            recovery == null && threshold == null ? of.recovery() : recovery);
      }
      overrides.add(
          new LabelOverride(
              one.get(Language.MATCH, List.of()),
              one.get(Language.DISABLED, false),
              threshold,
              recovery,
              one.get(Language.DURATION),
              one.get(Language.SEVERITY)));
    }
    return overrides;
  }
}
