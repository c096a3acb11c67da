package io.watchlake.rules.language;

import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.rules.model.Condition.Direction;
import io.watchlake.rules.model.Condition.Skip;
import io.watchlake.rules.model.Rule.Retirement;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Step.Contiguity;
import io.watchlake.rules.model.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of the rule language, once: the parser reads by it, the schema is made of it. */
final class Language {

  private static final FieldType<Operator> OPERATOR =
      FieldTypes.oneOf(List.of(Operator.values()), Operator::sign);
  private static final FieldType<Severity> SEVERITY_TYPE =
      FieldTypes.oneOf(List.of(Severity.values()), Severity::code);
  static final FieldType<Template> TEMPLATE =
      FieldTypes.parsed(
          "fill in {{ $labels.NAME }}, {{ $externalLabels.NAME }}, {{ $value }} or"
              + " {{ $threshold }}, if wanted with | humanize, humanizePercentage,"
              + " humanizeDuration or printf \"%.2f\" after it",
          Template::parse);

  // Patterns of signals.
  static final Field<SignalKind> KIND =
      new Field<>(
          "kind",
          FieldTypes.oneOf(List.of(SignalKind.values()), SignalKind::code),
          "What the signal speaks of (default: metric where metric is given).");
  static final Field<SeriesSelector> PATTERN_METRIC =
      new Field<>(
          "metric",
          FieldTypes.SELECTOR,
          "A metric's name, with conditions on labels if wanted: kind and name in one.");
  static final Field<String> NAME =
      new Field<>("name", FieldTypes.TEXT, "The signal's name (default: any).");
  static final Field<List<LabelMatcher>> MATCH =
      new Field<>(
          "match", FieldTypes.MATCHERS, "Conditions on labels, all must fit: a=\"b\",c=~\"d.*\".");
  static final Field<Comparison> VALUE =
      new Field<>(
          "value",
          FieldTypes.parsed("write an operator and a number, such as '> 5'", Comparison::parse),
          "What its value must be, such as '> 5' (default: any).");

  private static final List<Field<?>> PATTERN_FIELDS =
      List.of(KIND, PATTERN_METRIC, NAME, MATCH, VALUE);

  static final Section PATTERN = new Section("pattern", "Which signals are meant.", PATTERN_FIELDS);

  // Conditions.
  static final Field<Duration> WINDOW =
      new Field<>("window", FieldTypes.DURATION, "How far back is looked.");
  static final Field<Integer> BASELINE_MINIMUM =
      new Field<>(
          "minimum",
          FieldTypes.integer(1, 1_000_000),
          "With fewer values there is no baseline (default: 3).");
  static final Field<Direction> DIRECTION =
      new Field<>(
          "direction",
          FieldTypes.oneOf(List.of(Direction.values()), Direction::code),
          "Which way is bad (default: decrease).");
  static final Section BASELINE =
      new Section(
          "baseline",
          "What a value is compared with: the mean of the values before it.",
          List.of(WINDOW, BASELINE_MINIMUM, DIRECTION));

  static final Field<Entries> OF =
      new Field<>("of", FieldTypes.section(PATTERN), "What is above the line.");
  static final Field<Entries> TO =
      new Field<>("to", FieldTypes.section(PATTERN), "What is below the line.");
  static final Field<Double> RATIO_MINIMUM =
      new Field<>(
          "minimum",
          FieldTypes.NUMBER,
          "While the sum below the line is smaller, nothing is said.");
  static final Field<String> SUM =
      new Field<>(
          "sum",
          FieldTypes.oneOf(List.of("values", "signals"), word -> word),
          "Whether values are summed, or signals counted (default: values of metrics, else signals).");
  static final Section RATIO =
      new Section(
          "ratio",
          "One sum over a sliding window divided by another.",
          List.of(OF, TO, SUM, WINDOW, RATIO_MINIMUM));

  static final Field<List<Map<String, String>>> EXPECTED =
      new Field<>(
          "expected",
          FieldTypes.list(FieldTypes.map(FieldTypes.TEXT), false),
          "Values of the key that are to come even if they never have.");
  static final Section ABSENT =
      new Section("absent", "A signal that does not come for the rule's duration.", with(EXPECTED));

  static final Field<String> DISTINCT =
      new Field<>(
          "distinct", FieldTypes.TEXT, "The label whose different values are counted instead.");
  static final Section COUNT =
      new Section("count", "How many signals come in a sliding window.", with(WINDOW, DISTINCT));

  // Sequences.
  static final Field<String> STEP =
      new Field<>("step", FieldTypes.TEXT, "Names the step (default: step1, step2 and so on).");
  static final Field<String> TIMES =
      new Field<>(
          "times",
          FieldTypes.parsed("write 3, '2..5' or '2..'", Times::check),
          "How many times: 3, 2..5, or 2.. for no limit (default: 1).");
  static final Field<Boolean> CONSECUTIVE =
      new Field<>(
          "consecutive",
          FieldTypes.BOOLEAN,
          "Whether nothing that the rule looks at may come between repeats (default: false).");
  static final Field<Duration> STEP_WITHIN =
      new Field<>("within", FieldTypes.DURATION, "How soon it must come after the step before it.");

  /** Filled below: groups hold steps again. */
  private static final List<Field<?>> STEP_FIELDS = new ArrayList<>();

  private static final FieldType<List<Entries>> STEPS_TYPE = FieldTypes.list(new StepType(), false);
  static final Field<List<Entries>> GROUP =
      new Field<>("steps", STEPS_TYPE, "Steps that belong together, instead of a signal.");

  static {
    STEP_FIELDS.addAll(PATTERN_FIELDS);
    STEP_FIELDS.addAll(List.of(STEP, TIMES, CONSECUTIVE, STEP_WITHIN, GROUP));
  }

  static final Section STEP_SECTION =
      new Section("step", "A signal, or several steps, that must or must not come.", STEP_FIELDS);

  /** A step is a mapping of one word, how it follows, to what follows. */
  static final Map<Contiguity, Field<Entries>> FOLLOWING = following();

  static final Section FOLLOWING_SECTION =
      new Section(
          "following", "How a step follows the one before it.", List.copyOf(FOLLOWING.values()));

  static final Field<Duration> WITHIN =
      new Field<>("within", FieldTypes.DURATION, "From the first signal to the last.");
  static final Field<Skip> SKIP =
      new Field<>(
          "skip",
          FieldTypes.oneOf(List.of(Skip.values()), Skip::code),
          "What becomes of other matches when one is complete (default: past_last).");
  static final Field<List<Entries>> STEPS =
      new Field<>("steps", STEPS_TYPE, "The steps, in their order.");
  static final Section SEQUENCE =
      new Section("sequence", "Signals one after the other.", List.of(WITHIN, SKIP, STEPS));

  // Rules.
  static final Field<SeriesSelector> METRIC =
      new Field<>(
          "metric",
          FieldTypes.SELECTOR,
          "The metric that is compared with the threshold, with conditions on labels if wanted.");
  static final Field<Entries> RATIO_OF =
      new Field<>("ratio", FieldTypes.section(RATIO), RATIO.help());
  static final Field<Entries> ABSENT_OF =
      new Field<>("absent", FieldTypes.section(ABSENT), ABSENT.help());
  static final Field<Entries> COUNT_OF =
      new Field<>("count", FieldTypes.section(COUNT), COUNT.help());
  static final Field<Entries> SEQUENCE_OF =
      new Field<>("sequence", FieldTypes.section(SEQUENCE), SEQUENCE.help());
  static final Field<Operator> OP =
      new Field<>(
          "op", OPERATOR, "How it is compared with the threshold (default: >; of a count: >=).");
  static final Field<Double> THRESHOLD =
      new Field<>("threshold", FieldTypes.NUMBER, "What it is compared with.");
  static final Field<Double> RECOVERY =
      new Field<>(
          "recovery_threshold",
          FieldTypes.NUMBER,
          "Once beyond the threshold, it is over on the good side of this (default: threshold).");
  static final Field<String> COMPARE =
      new Field<>(
          "compare",
          FieldTypes.oneOf(List.of("value", "baseline"), word -> word),
          "Whether the threshold is a value, or a share of change from the baseline.");
  static final Field<Entries> BASELINE_OF =
      new Field<>("baseline", FieldTypes.section(BASELINE), BASELINE.help());
  static final Field<Duration> DURATION =
      new Field<>(
          "duration",
          FieldTypes.DURATION,
          "How long it must be so before the alert fires (default: 0s).");
  static final Field<Duration> KEEP_FIRING_FOR =
      new Field<>(
          "keep_firing_for",
          FieldTypes.DURATION,
          "How long the alert goes on when it is no longer so (default: 0s; of a sequence: 5m).");
  static final Field<Duration> FORGET_AFTER =
      new Field<>(
          "forget_after",
          FieldTypes.DURATION,
          "Without any signal for this long, what is missing is taken to be gone for good (default: 1d).");
  static final Field<Severity> SEVERITY =
      new Field<>(
          "severity", SEVERITY_TYPE, "How bad it is (default: that of the rule's alert type).");
  static final Field<String> TYPE =
      new Field<>("type", FieldTypes.TEXT, "The alert type, one of alert_types.");
  static final Field<List<String>> CHANNELS =
      new Field<>("channels", FieldTypes.list(FieldTypes.TEXT, true), "Where the alert goes.");
  static final Field<List<String>> KEY =
      new Field<>(
          "key",
          FieldTypes.list(FieldTypes.TEXT, true),
          "The labels that an alert is of (default: service; of a metric: all its labels).");
  static final Field<Resolution> RESOLUTION =
      new Field<>(
          "resolution",
          FieldTypes.oneOf(List.of(Resolution.TEN_SECONDS, Resolution.MINUTE), Resolution::code),
          "The windows of metrics that are looked at (default: 1m).");
  static final Field<Map<String, Template>> LABELS =
      new Field<>("labels", FieldTypes.map(TEMPLATE), "Labels of alerts besides the key.");
  static final Field<Map<String, Template>> ANNOTATIONS =
      new Field<>("annotations", FieldTypes.map(TEMPLATE), "What people are told.");
  static final Field<Retirement> ON_CHANGE =
      new Field<>(
          "on_change",
          FieldTypes.oneOf(List.of(Retirement.values()), Retirement::code),
          "What becomes of what has begun when a newer version comes (default: drain).");

  static final Field<Boolean> DISABLED =
      new Field<>("disabled", FieldTypes.BOOLEAN, "Whether the rule says nothing of these.");
  static final Section OVERRIDE =
      new Section(
          "override",
          "What is otherwise for some labels; the first that fits is taken.",
          List.of(MATCH, DISABLED, THRESHOLD, RECOVERY, DURATION, SEVERITY));
  static final Field<List<Entries>> OVERRIDES =
      new Field<>(
          "overrides", FieldTypes.list(FieldTypes.section(OVERRIDE), false), OVERRIDE.help());

  static final Section RULE =
      new Section(
          "rule",
          "An alert rule: one of metric, ratio, absent, count and sequence.",
          List.of(
              METRIC,
              RATIO_OF,
              ABSENT_OF,
              COUNT_OF,
              SEQUENCE_OF,
              OP,
              THRESHOLD,
              RECOVERY,
              COMPARE,
              BASELINE_OF,
              DURATION,
              KEEP_FIRING_FOR,
              FORGET_AFTER,
              SEVERITY,
              TYPE,
              CHANNELS,
              KEY,
              RESOLUTION,
              LABELS,
              ANNOTATIONS,
              OVERRIDES,
              ON_CHANGE));

  // Files.
  static final Field<Map<String, Entries>> ALERT_RULES =
      new Field<>(
          "alert_rules", FieldTypes.map(FieldTypes.section(RULE)), "The rules, by their names.");
  static final Field<Map<String, List<String>>> ALERT_TYPES =
      new Field<>(
          "alert_types",
          FieldTypes.map(FieldTypes.list(FieldTypes.TEXT, true)),
          "The alert types of each severity.");
  static final Section FILE =
      new Section("file", "A file of alert rules.", List.of(ALERT_TYPES, ALERT_RULES));

  private Language() {}

  private static List<Field<?>> with(Field<?>... more) {
    List<Field<?>> fields = new ArrayList<>(PATTERN_FIELDS);
    fields.addAll(Arrays.asList(more));
    return fields;
  }

  private static Map<Contiguity, Field<Entries>> following() {
    Map<Contiguity, Field<Entries>> following = new LinkedHashMap<>();
    Map<Contiguity, String> help =
        Map.of(
            Contiguity.BEGIN, "The first step.",
            Contiguity.NEXT, "The very next signal of those that the rule looks at.",
            Contiguity.FOLLOWED_BY, "The next signal that fits; others may come between.",
            Contiguity.FOLLOWED_BY_ANY, "Any signal that fits: each makes a match of its own.",
            Contiguity.NOT_NEXT, "The very next signal is not this.",
            Contiguity.NOT_FOLLOWED_BY,
                "This does not come before the next step, or in the time of the sequence.");
    for (Contiguity contiguity : Contiguity.values()) {
      following.put(
          contiguity,
          new Field<>(
              contiguity.word(),
              FieldTypes.section(STEP_SECTION),
              String.valueOf(help.get(contiguity))));
    }
    return following;
  }
}
