package io.watchlake.rules.engine;

import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Template;
import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations of alerts. */
public final class AlertText {

  private AlertText() {}

  /**
   * The labels by which an alert is known: its key, the rule's own labels, {@code alertname},
   * {@code severity} and {@code alert_type}. A rule's label takes the place of the key's of the
   * same name.
   */
  public static Map<String, String> labels(
      Rule rule, Transition transition, Map<String, String> externalLabels) {
    Map<String, String> labels = new TreeMap<>(transition.key());
    Template.Values values = values(transition, transition.key(), externalLabels);
    rule.labels().forEach((label, template) -> labels.put(label, template.fill(values)));
    labels.put("alertname", rule.name());
    labels.put("severity", transition.severity().code());
    if (rule.type() != null) {
      labels.put("alert_type", rule.type());
    }
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /** What people are told. */
  public static Map<String, String> annotations(
      Rule rule, Transition transition, Map<String, String> externalLabels) {
    Template.Values values =
        values(transition, labels(rule, transition, externalLabels), externalLabels);
    Map<String, String> annotations = new TreeMap<>();
    rule.annotations().forEach((name, template) -> annotations.put(name, template.fill(values)));
    return annotations;
  }

  private static Template.Values values(
      Transition transition, Map<String, String> labels, Map<String, String> externalLabels) {
    return new Template.Values(labels, externalLabels, transition.value(), transition.threshold());
  }
}
