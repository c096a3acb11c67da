package io.watchlake.rules.language;

import io.watchlake.rules.model.Template;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Every key of Sloth's files ({@code prometheus/v1}), once. */
final class SlothLanguage {

  static final Field<Map<String, Template>> LABELS =
      new Field<>("labels", FieldTypes.map(Language.TEMPLATE), "Labels of the alerts.");
  static final Field<Map<String, Template>> ANNOTATIONS =
      new Field<>("annotations", FieldTypes.map(Language.TEMPLATE), "What people are told.");

  static final Field<Boolean> DISABLE =
      new Field<>("disable", FieldTypes.BOOLEAN, "Whether there is no such alert.");
  static final Section ALERT =
      new Section("sloth_alert", "An alert.", List.of(DISABLE, LABELS, ANNOTATIONS));
  static final Field<Template> ALERT_NAME =
      new Field<>("name", Language.TEMPLATE, "The name of both alerts.");
  static final Field<Entries> PAGE =
      new Field<>("page_alert", FieldTypes.section(ALERT), "The alert that wakes somebody.");
  static final Field<Entries> TICKET =
      new Field<>("ticket_alert", FieldTypes.section(ALERT), "The alert that can wait.");
  static final Section ALERTING =
      new Section(
          "sloth_alerting", "The alerts.", List.of(ALERT_NAME, LABELS, ANNOTATIONS, PAGE, TICKET));

  static final Field<String> ERROR_QUERY =
      new Field<>("error_query", FieldTypes.TEXT, "How many events were bad.");
  static final Field<String> TOTAL_QUERY =
      new Field<>("total_query", FieldTypes.TEXT, "How many events there were.");
  static final Section EVENTS =
      new Section("sloth_events", "What is counted.", List.of(ERROR_QUERY, TOTAL_QUERY));
  static final Field<Entries> SLI_EVENTS =
      new Field<>("events", FieldTypes.section(EVENTS), EVENTS.help());
  static final Field<Node> SLI_RAW =
      new Field<>(
          "raw",
          FieldTypes.refused(
              "a ratio cannot be taken apart into events",
              "write events with error_query and total_query"),
          "A ratio.");
  static final Field<Node> SLI_PLUGIN =
      new Field<>(
          "plugin",
          FieldTypes.refused(
              "plugins of Sloth do not run here", "write events with error_query and total_query"),
          "A plugin.");
  static final Section SLI =
      new Section("sloth_sli", "What is measured.", List.of(SLI_EVENTS, SLI_RAW, SLI_PLUGIN));

  static final Field<String> NAME = new Field<>("name", FieldTypes.TEXT, "The objective's name.");
  static final Field<Template> DESCRIPTION =
      new Field<>("description", Language.TEMPLATE, "What it is for.");
  static final Field<Double> OBJECTIVE =
      new Field<>("objective", FieldTypes.NUMBER, "How many of a hundred events must be good.");
  static final Field<Entries> SLI_OF =
      new Field<>("sli", FieldTypes.section(SLI), "What is measured.");
  static final Field<Entries> ALERTING_OF =
      new Field<>("alerting", FieldTypes.section(ALERTING), "The alerts.");
  static final Field<Node> PLUGINS =
      new Field<>(
          "plugins",
          FieldTypes.refused("plugins of Sloth do not run here", "remove them"),
          "Plugins.");
  static final Section SLO =
      new Section(
          "sloth_slo",
          "An objective.",
          List.of(NAME, DESCRIPTION, OBJECTIVE, LABELS, SLI_OF, ALERTING_OF, PLUGINS));

  static final Field<String> VERSION =
      new Field<>(
          "version",
          FieldTypes.oneOf(List.of("prometheus/v1"), word -> word),
          "The version of the format.");
  static final Field<String> SERVICE =
      new Field<>("service", FieldTypes.TEXT, "The service whose objectives these are.");
  static final Field<List<Entries>> SLOS =
      new Field<>("slos", FieldTypes.list(FieldTypes.section(SLO), false), "The objectives.");
  static final Field<Node> SLO_PLUGINS =
      new Field<>("slo_plugins", PLUGINS.type(), "Plugins of all.");
  static final Section FILE =
      new Section(
          "sloth", "A file of Sloth.", List.of(VERSION, SERVICE, LABELS, SLOS, SLO_PLUGINS));

  private SlothLanguage() {}
}
