package io.watchlake.rules.language;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.SignalKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every key of files of cases. */
final class SpecLanguage {

  private static final FieldType<Map<String, String>> TEXTS = FieldTypes.map(FieldTypes.TEXT);

  static final Field<SignalKind> KIND =
      new Field<>(
          "kind",
          FieldTypes.oneOf(List.of(SignalKind.values()), SignalKind::code),
          "What the signals speak of.");
  static final Field<String> METRIC =
      new Field<>("metric", FieldTypes.TEXT, "The name of a metric: kind and name in one.");
  static final Field<String> NAME = new Field<>("name", FieldTypes.TEXT, "The signals' name.");
  static final Field<String> SERVICE =
      new Field<>("service", FieldTypes.TEXT, "The service that they speak of.");
  static final Field<Map<String, String>> LABELS = new Field<>("labels", TEXTS, "Labels.");
  static final Field<Duration> AT =
      new Field<>("at", FieldTypes.DURATION, "When the first one is, after the beginning.");
  static final Field<Duration> EVERY =
      new Field<>("every", FieldTypes.DURATION, "How long after it the next one is.");
  static final Field<String> VALUES =
      new Field<>(
          "values",
          FieldTypes.parsed(
              "write values with spaces between, such as 1 2 3x4 0+10x5 _ _x3 stale",
              SeriesValues::check),
          "Values, as promtool writes them: _ is none, 3x4 is 3 five times, 0+10x5 is 0 to 50.");
  static final Section SIGNAL =
      new Section(
          "signal",
          "Signals of one series or source.",
          List.of(KIND, METRIC, NAME, SERVICE, LABELS, AT, EVERY, VALUES));

  static final Field<Duration> ALERT_AT =
      new Field<>("at", FieldTypes.DURATION, "When, after the beginning.");
  static final Field<String> RULE = new Field<>("rule", FieldTypes.TEXT, "The rule.");
  static final Field<AlertStatus> STATUS =
      new Field<>(
          "status",
          FieldTypes.oneOf(List.of(AlertStatus.values()), AlertStatus::code),
          "What it becomes (default: firing).");
  static final Field<Map<String, String>> ALERT_LABELS =
      new Field<>("labels", TEXTS, "Labels that it must have, among others.");
  static final Field<Map<String, String>> ALERT_ANNOTATIONS =
      new Field<>("annotations", TEXTS, "Annotations that it must have, among others.");
  static final Field<Double> VALUE =
      new Field<>("value", FieldTypes.NUMBER, "The value that it must have.");
  static final Section ALERT =
      new Section(
          "alert",
          "What must become of an alert.",
          List.of(ALERT_AT, RULE, STATUS, ALERT_LABELS, ALERT_ANNOTATIONS, VALUE));

  static final Field<String> CASE_NAME =
      new Field<>("name", FieldTypes.TEXT, "What the case shows.");
  static final Field<List<Entries>> SIGNALS =
      new Field<>("signals", FieldTypes.list(FieldTypes.section(SIGNAL), false), "The signals.");
  static final Field<List<Entries>> ALERTS =
      new Field<>(
          "alerts",
          FieldTypes.list(FieldTypes.section(ALERT), false),
          "All that becomes of alerts (default: nothing).");
  static final Field<Duration> UNTIL =
      new Field<>(
          "until",
          FieldTypes.DURATION,
          "Until when is waited (default: the last signal or alert).");
  static final Field<Boolean> PENDING =
      new Field<>(
          "pending",
          FieldTypes.BOOLEAN,
          "Whether pending and cancelled count too (default: false).");
  static final Section CASE =
      new Section("case", "A case.", List.of(CASE_NAME, SIGNALS, ALERTS, UNTIL, PENDING));
  static final Field<List<Entries>> CASES =
      new Field<>("cases", FieldTypes.list(FieldTypes.section(CASE), false), "The cases.");
  static final Section FILE = new Section("cases", "A file of cases.", List.of(CASES));

  private SpecLanguage() {}
}
