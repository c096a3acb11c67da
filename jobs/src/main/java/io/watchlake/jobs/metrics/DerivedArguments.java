package io.watchlake.jobs.metrics;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.stage.compute.derive.DerivedMetrics;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of derived and custom metrics: {@code --derived name=formula}, {@code
 * --derived-unit name=unit}, {@code --derived-description name=text}, {@code --derived-label
 * name/label=value}, {@code --custom-namespace}, {@code --default-label label=value}, and the
 * switch {@code --no-catalogue}.
 */
final class DerivedArguments {

  private DerivedArguments() {}

  /** Reads them; problems are noted with the arguments. */
  static DerivedMetrics of(Arguments arguments) {
    List<Derivation> derivations = new ArrayList<>();
    if (!arguments.flag("no-catalogue")) {
      derivations.addAll(MetricCatalogue.derivations());
    }
    derivations.addAll(own(arguments));
    return new DerivedMetrics(derivations, custom(arguments));
  }

  private static CustomMetrics custom(Arguments arguments) {
    return CustomMetrics.of(
        arguments.text("custom-namespace", ""), arguments.properties("default-label"));
  }

  private static List<Derivation> own(Arguments arguments) {
    Map<String, String> formulas = arguments.properties("derived");
    Map<String, String> units = arguments.properties("derived-unit");
    Map<String, String> descriptions = arguments.properties("derived-description");
    Map<String, Map<String, String>> labels = new TreeMap<>();
    arguments
        .properties("derived-label")
        .forEach(
            (key, value) -> {
              int slash = key.indexOf('/');
              if (slash < 1) {
                arguments.problem(
                    "--derived-label is '" + key + '=' + value + "': it must be name/label=value");
              } else {
                labels
                    .computeIfAbsent(key.substring(0, slash), ignored -> new TreeMap<>())
                    .put(key.substring(slash + 1), value);
              }
            });
    for (Map<String, ?> about : List.of(units, descriptions, labels)) {
      for (String name : about.keySet()) {
        if (!formulas.containsKey(name)) {
          arguments.problem("'" + name + "' has no formula: give --derived " + name + "=formula");
        }
      }
    }
    List<Derivation> derivations = new ArrayList<>();
    formulas.forEach(
        (name, formula) -> {
          try {
            derivations.add(
                Derivation.of(
                    name,
                    units.getOrDefault(name, ""),
                    descriptions.getOrDefault(name, ""),
                    formula,
                    labels.getOrDefault(name, Map.of())));
          } catch (FormulaException | IllegalArgumentException e) {
            arguments.problem("--derived " + name + ": " + e.getMessage());
          }
        });
    return derivations;
  }
}
