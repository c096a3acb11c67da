package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The derivations of a job, in a form that travels with its graph: formulas are read anew where
 * they are used.
 */
public final class DerivedMetrics implements Serializable {

  private static final long serialVersionUID = 1L;

  private record Definition(
      String name, String unit, String description, String text, TreeMap<String, String> labels)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  private final ArrayList<Definition> definitions = new ArrayList<>();
  private final CustomMetrics custom;

  public DerivedMetrics(List<Derivation> derivations, CustomMetrics custom) {
    this.custom = custom;
    for (Derivation derivation : derivations) {
      definitions.add(
          new Definition(
              derivation.name(),
              derivation.unit(),
              derivation.description(),
              derivation.text(),
              new TreeMap<>(derivation.labels())));
    }
  }

  /** How custom metrics are named and labelled. */
  public CustomMetrics custom() {
    return custom;
  }

  /** The derivations, in the order they were given. */
  public List<Derivation> derivations() {
    return definitions.stream()
        .map(of -> Derivation.read(of.name(), of.unit(), of.description(), of.text(), of.labels()))
        .toList();
  }

  /** The derivations by {@link Derivation#version}. */
  Map<String, Derivation> byVersion() {
    Map<String, Derivation> result = new HashMap<>();
    for (Derivation derivation : derivations()) {
      result.put(derivation.version(), derivation);
    }
    return result;
  }
}
