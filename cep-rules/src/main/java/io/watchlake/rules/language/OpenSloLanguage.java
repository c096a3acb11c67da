package io.watchlake.rules.language;

import io.watchlake.model.signal.Operator;
import io.watchlake.rules.model.Template;
import io.watchlake.rules.slo.BurnAlert.Tier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Every key of OpenSLO's documents ({@code openslo/v1}) that is taken, or refused with a reason,
 * once.
 */
final class OpenSloLanguage {

  static final String SLO_KIND = "SLO";
  static final String SLI_KIND = "SLI";
  static final String POLICY_KIND = "AlertPolicy";
  static final String CONDITION_KIND = "AlertCondition";

  /** Kinds that say nothing of what is measured or promised. */
  static final List<String> PASSED_OVER = List.of("Service", "DataSource");

  private static final FieldType<Map<String, Node>> ANY_MAP = FieldTypes.map(FieldTypes.ANY);

  /** How alerts are answered, by the severities that OpenSLO's users write. */
  private static final Map<String, Tier> TIERS = tiers();

  // Documents.
  static final Field<String> API_VERSION =
      new Field<>(
          "apiVersion",
          FieldTypes.oneOf(List.of("openslo/v1"), word -> word),
          "The version of the format.");
  static final Field<String> KIND =
      new Field<>("kind", FieldTypes.TEXT, "What the document describes.");
  static final Field<String> NAME = new Field<>("name", FieldTypes.TEXT, "Its name.");
  static final Field<String> DISPLAY_NAME =
      new Field<>("displayName", FieldTypes.TEXT, "Its name for people.");
  static final Field<Map<String, Node>> LABELS =
      new Field<>("labels", ANY_MAP, "Labels of the document, of no effect.");
  static final Field<Map<String, Node>> ANNOTATIONS =
      new Field<>("annotations", ANY_MAP, "Annotations of the document, of no effect.");
  static final Section METADATA =
      new Section(
          "openslo_metadata", "Names it.", List.of(NAME, DISPLAY_NAME, LABELS, ANNOTATIONS));
  static final Field<Entries> METADATA_OF =
      new Field<>("metadata", FieldTypes.section(METADATA), METADATA.help());
  static final Field<Node> SPEC = new Field<>("spec", FieldTypes.ANY, "What it says.");
  static final Section DOCUMENT =
      new Section("openslo", "A document.", List.of(API_VERSION, KIND, METADATA_OF, SPEC));
  static final Section INLINE =
      new Section("openslo_inline", "A document in another.", List.of(KIND, METADATA_OF, SPEC));

  static final Field<Template> DESCRIPTION =
      new Field<>("description", Language.TEMPLATE, "What it is for.");

  // Indicators.
  static final Field<String> QUERY = new Field<>("query", FieldTypes.TEXT, "The query, in PromQL.");
  static final Section QUERY_SPEC = new Section("openslo_query", "A query.", List.of(QUERY));
  static final Field<String> SOURCE_REF =
      new Field<>("metricSourceRef", FieldTypes.TEXT, "A data source, of no effect.");
  static final Field<String> SOURCE_TYPE =
      new Field<>(
          "type",
          FieldTypes.oneOf(List.of("Prometheus", "prometheus"), word -> word),
          "The language of the query.");
  static final Field<Entries> QUERY_OF =
      new Field<>("spec", FieldTypes.section(QUERY_SPEC), QUERY_SPEC.help());
  static final Section SOURCE =
      new Section("openslo_source", "Where from.", List.of(SOURCE_REF, SOURCE_TYPE, QUERY_OF));
  static final Field<Entries> SOURCE_OF =
      new Field<>("metricSource", FieldTypes.section(SOURCE), SOURCE.help());
  static final Section METRIC = new Section("openslo_metric", "A metric.", List.of(SOURCE_OF));

  static final Field<Boolean> COUNTER =
      new Field<>("counter", FieldTypes.BOOLEAN, "Whether the metrics only grow.");
  static final Field<Entries> GOOD =
      new Field<>("good", FieldTypes.section(METRIC), "How many events were good.");
  static final Field<Entries> BAD =
      new Field<>("bad", FieldTypes.section(METRIC), "How many events were bad.");
  static final Field<Entries> TOTAL =
      new Field<>("total", FieldTypes.section(METRIC), "How many events there were.");
  static final Field<Node> RAW =
      new Field<>(
          "raw",
          FieldTypes.refused(
              "a ratio cannot be taken apart into events", "write good or bad, and total"),
          "A ratio.");
  static final Field<Node> RAW_TYPE =
      new Field<>("rawType", FieldTypes.refused("it is for raw", "remove it"), "What raw is.");
  static final Section RATIO =
      new Section("openslo_ratio", "Events.", List.of(COUNTER, GOOD, BAD, TOTAL, RAW, RAW_TYPE));
  static final Field<Entries> RATIO_OF =
      new Field<>("ratioMetric", FieldTypes.section(RATIO), RATIO.help());
  static final Field<Entries> THRESHOLD_OF =
      new Field<>("thresholdMetric", FieldTypes.section(METRIC), "A value that is compared.");
  static final Section SLI =
      new Section("openslo_sli", "An indicator.", List.of(DESCRIPTION, RATIO_OF, THRESHOLD_OF));
  static final Field<Node> INDICATOR =
      new Field<>("indicator", FieldTypes.ANY, "What is measured.");
  static final Field<String> INDICATOR_REF =
      new Field<>("indicatorRef", FieldTypes.TEXT, "The name of an SLI of the same file.");

  // Objectives.
  static final Field<Duration> WINDOW =
      new Field<>("duration", FieldTypes.DURATION, "How long, in days or weeks.");
  static final Field<Boolean> ROLLING =
      new Field<>("isRolling", FieldTypes.BOOLEAN, "Whether it moves on with time.");
  static final Field<Node> CALENDAR =
      new Field<>(
          "calendar",
          FieldTypes.refused(
              "budgets of a calendar are not kept", "write isRolling: true and a duration of days"),
          "A calendar.");
  static final Section TIME_WINDOW =
      new Section("openslo_window", "A window.", List.of(WINDOW, ROLLING, CALENDAR));

  static final Field<Operator> OP =
      new Field<>(
          "op",
          FieldTypes.oneOf(List.copyOf(operators().keySet()), operators()::get),
          "How the value is compared.");
  static final Field<Double> VALUE =
      new Field<>("value", FieldTypes.NUMBER, "What the value is compared with.");
  static final Field<Double> TARGET =
      new Field<>("target", FieldTypes.NUMBER, "The share of good events, such as 0.999.");
  static final Field<Double> TARGET_PERCENT =
      new Field<>("targetPercent", FieldTypes.NUMBER, "The same as a percentage.");
  static final Section OBJECTIVE =
      new Section(
          "openslo_objective",
          "What is promised.",
          List.of(
              DISPLAY_NAME,
              OP,
              VALUE,
              TARGET,
              TARGET_PERCENT,
              slices("timeSliceTarget"),
              slices("timeSliceWindow"),
              composite("compositeWeight"),
              composite("indicator"),
              composite("indicatorRef")));

  static final Field<String> SERVICE =
      new Field<>("service", FieldTypes.TEXT, "The service whose objective it is.");
  static final Field<List<Entries>> TIME_WINDOWS =
      new Field<>(
          "timeWindow", FieldTypes.list(FieldTypes.section(TIME_WINDOW), false), "How long.");
  static final Field<String> METHOD =
      new Field<>("budgetingMethod", FieldTypes.TEXT, "What a budget is of.");
  static final Field<List<Entries>> OBJECTIVES =
      new Field<>(
          "objectives",
          FieldTypes.list(FieldTypes.section(OBJECTIVE), false),
          "What is promised; one.");
  static final Field<List<Node>> POLICIES =
      new Field<>(
          "alertPolicies",
          FieldTypes.list(FieldTypes.ANY, false),
          "Policies of the same file, by name, or written out.");
  static final Section SLO =
      new Section(
          "openslo_slo",
          "An objective.",
          List.of(
              DESCRIPTION,
              SERVICE,
              INDICATOR,
              INDICATOR_REF,
              TIME_WINDOWS,
              METHOD,
              OBJECTIVES,
              POLICIES));

  // Alerts.
  static final Field<Boolean> WHEN_NO_DATA =
      new Field<>("alertWhenNoData", FieldTypes.BOOLEAN, "Whether silence is told of.");
  static final Field<Boolean> WHEN_RESOLVED =
      new Field<>("alertWhenResolved", FieldTypes.BOOLEAN, "Whether the end is told of.");
  static final Field<Boolean> WHEN_BREACHING =
      new Field<>("alertWhenBreaching", FieldTypes.BOOLEAN, "Whether the beginning is told of.");
  static final Field<List<Node>> CONDITIONS =
      new Field<>("conditions", FieldTypes.list(FieldTypes.ANY, false), "When; one.");
  static final Field<Node> TARGETS =
      new Field<>(
          "notificationTargets",
          FieldTypes.refused(
              "who is told is part of the configuration",
              "remove it, and write a route as in docs/notifications.md"),
          "Who is told.");
  static final Section POLICY =
      new Section(
          "openslo_policy",
          "When there is an alert.",
          List.of(DESCRIPTION, WHEN_NO_DATA, WHEN_RESOLVED, WHEN_BREACHING, CONDITIONS, TARGETS));
  static final Field<String> CONDITION_REF =
      new Field<>("conditionRef", FieldTypes.TEXT, "The name of a condition of the same file.");
  static final Section CONDITION_REFERENCE =
      new Section("openslo_condition_ref", "A reference.", List.of(CONDITION_REF));

  static final Field<String> SEVERITY =
      new Field<>(
          "severity",
          FieldTypes.oneOf(List.copyOf(TIERS.keySet()), word -> word),
          "How it is answered.");
  static final Field<String> CONDITION_TYPE =
      new Field<>("kind", FieldTypes.oneOf(List.of("burnrate"), word -> word), "What is compared.");
  static final Field<String> CONDITION_OP =
      new Field<>(
          "op",
          FieldTypes.oneOf(List.of("gt", "gte", "lte"), word -> word),
          "Always taken as more than: a budget that burns slowly is no alert.");
  static final Field<Double> THRESHOLD =
      new Field<>("threshold", FieldTypes.NUMBER, "The burn rate.");
  static final Field<Duration> LOOKBACK =
      new Field<>("lookbackWindow", FieldTypes.DURATION, "Over how long it is taken.");
  static final Field<Duration> ALERT_AFTER =
      new Field<>("alertAfter", FieldTypes.DURATION, "How long it must be so.");
  static final Section BURN_RATE =
      new Section(
          "openslo_burnrate",
          "A burn rate.",
          List.of(CONDITION_TYPE, CONDITION_OP, THRESHOLD, LOOKBACK, ALERT_AFTER));
  static final Field<Entries> BURN_RATE_OF =
      new Field<>("condition", FieldTypes.section(BURN_RATE), BURN_RATE.help());
  static final Section CONDITION =
      new Section("openslo_condition", "When.", List.of(DESCRIPTION, SEVERITY, BURN_RATE_OF));

  private OpenSloLanguage() {}

  private static Field<Node> slices(String name) {
    return new Field<>(
        name,
        FieldTypes.refused(
            "budgets of time slices are not kept", "write budgetingMethod: Occurrences"),
        "Time slices.");
  }

  private static Field<Node> composite(String name) {
    return new Field<>(
        name,
        FieldTypes.refused("composite objectives are not kept", "write an SLO for each"),
        "Composites.");
  }

  private static Map<Operator, String> operators() {
    Map<Operator, String> operators = new LinkedHashMap<>();
    operators.put(Operator.LESS_OR_EQUAL, "lte");
    operators.put(Operator.LESS, "lt");
    operators.put(Operator.GREATER_OR_EQUAL, "gte");
    operators.put(Operator.GREATER, "gt");
    return operators;
  }

  private static Map<String, Tier> tiers() {
    Map<String, Tier> tiers = new LinkedHashMap<>();
    tiers.put("page", Tier.PAGE);
    tiers.put("critical", Tier.PAGE);
    tiers.put("ticket", Tier.TICKET);
    tiers.put("warning", Tier.TICKET);
    tiers.put("info", Tier.INFO);
    return tiers;
  }

  /** The tier of a severity. */
  static Tier tier(String severity) {
    Tier tier = TIERS.get(severity);
    if (tier == null) {
      throw new IllegalArgumentException("no severity " + severity);
    }
    return tier;
  }
}
