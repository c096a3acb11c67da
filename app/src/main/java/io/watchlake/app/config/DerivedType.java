package io.watchlake.app.config;

import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Derived metrics: a section a metric, under its name. */
final class DerivedType implements Type<List<Derivation>> {

  private static final List<String> KEYS = List.of("formula", "unit", "description", "labels");

  @Override
  public String name() {
    return "sections";
  }

  @Override
  public String range() {
    return "a name, and below it formula, unit, description, labels";
  }

  @Override
  public @Nullable List<Derivation> read(Node node, Faults faults) {
    if (!(node instanceof MappingNode section)) {
      faults.add(
          node,
          Yaml.kind(node) + " where a section belongs",
          "write the name of each metric and, below it, its formula");
      return null;
    }
    List<Derivation> derivations = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean whole = true;
    for (NodeTuple entry : section.getValue()) {
      Derivation derivation = one(entry, names, faults);
      if (derivation == null) {
        whole = false;
      } else {
        derivations.add(derivation);
      }
    }
    return whole ? List.copyOf(derivations) : null;
  }

  private static @Nullable Derivation one(NodeTuple entry, Set<String> names, Faults faults) {
    Node key = entry.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      faults.add(key, "a key that is " + Yaml.kind(key), "write a metric's name and a colon");
      return null;
    }
    String name = scalar.getValue();
    if (!names.add(name)) {
      faults.add(key, Yaml.quoted(name) + " is given twice", "keep one of them");
      return null;
    }
    if (MetricCatalogue.find(name).isPresent()) {
      faults.add(
          key,
          Yaml.quoted(name) + " is a metric of the catalogue",
          "choose another name; docs/derived-metrics.md lists those that are taken");
      return null;
    }
    try {
      Derivation.checkName(name);
    } catch (IllegalArgumentException e) {
      faults.add(
          key, Yaml.quoted(name) + " is not a metric's name", "use letters, digits, _ and .");
      return null;
    }
    if (!(entry.getValueNode() instanceof MappingNode fields)) {
      faults.add(
          entry.getValueNode(),
          Yaml.quoted(name) + " is " + Yaml.kind(entry.getValueNode()) + ", not a section",
          "write 'formula:' and the formula below it");
      return null;
    }
    return fields(name, key, fields, faults);
  }

  private static @Nullable Derivation fields(
      String name, Node at, MappingNode section, Faults faults) {
    Map<String, Node> fields = new TreeMap<>();
    boolean whole = true;
    for (NodeTuple field : section.getValue()) {
      String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!KEYS.contains(key)) {
        faults.add(
            field.getKeyNode(),
            "unknown key " + Yaml.quoted(key) + " of " + Yaml.quoted(name),
            "write one of " + String.join(", ", KEYS));
        whole = false;
      } else if (fields.put(key, field.getValueNode()) != null) {
        faults.add(
            field.getKeyNode(),
            Yaml.quoted(key) + " of " + Yaml.quoted(name) + " is given twice",
            "keep one of them");
        whole = false;
      }
    }
    Node formula = fields.get("formula");
    if (formula == null) {
      faults.add(at, Yaml.quoted(name) + " has no formula", "write 'formula:' below it");
      return null;
    }
    String text = Types.TEXT.read(formula, faults);
    String unit = text(fields, "unit", faults);
    String description = text(fields, "description", faults);
    Map<String, String> labels = labels(name, fields.get("labels"), faults);
    if (!whole || text == null || unit == null || description == null || labels == null) {
      return null;
    }
    try {
      return Derivation.of(name, unit, description, text, labels);
    } catch (FormulaException e) {
      faults.add(
          formula,
          "the formula of " + Yaml.quoted(name) + ", " + e.getMessage(),
          "docs/derived-metrics.md says how formulas are written");
      return null;
    }
  }

  /** Empty where there is none; null after a fault. */
  private static @Nullable String text(Map<String, Node> fields, String key, Faults faults) {
    Node node = fields.get(key);
    return node == null ? "" : Types.TEXT.read(node, faults);
  }

  private static @Nullable Map<String, String> labels(
      String name, @Nullable Node node, Faults faults) {
    if (node == null) {
      return Map.of();
    }
    if (!(node instanceof MappingNode section)) {
      faults.add(
          node,
          "labels of " + Yaml.quoted(name) + " are " + Yaml.kind(node) + ", not a section",
          "write a label and its value a line");
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    boolean whole = true;
    for (NodeTuple label : section.getValue()) {
      String value = Types.TEXT.read(label.getValueNode(), faults);
      if (label.getKeyNode() instanceof ScalarNode key && value != null) {
        labels.put(key.getValue(), value);
      } else {
        whole = false;
      }
    }
    return whole ? labels : null;
  }

  @Override
  public String show(List<Derivation> derivations) {
    return derivations.stream()
        .map(
            of ->
                of.name()
                    + ": {formula: "
                    + Yaml.scalar(of.text())
                    + (of.unit().isEmpty() ? "" : ", unit: " + Yaml.scalar(of.unit()))
                    + (of.description().isEmpty()
                        ? ""
                        : ", description: " + Yaml.scalar(of.description()))
                    + (of.labels().isEmpty() ? "" : ", labels: " + shown(of.labels()))
                    + "}")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String shown(Map<String, String> texts) {
    return new TreeMap<>(texts)
        .entrySet().stream()
            .map(entry -> Yaml.scalar(entry.getKey()) + ": " + Yaml.scalar(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
