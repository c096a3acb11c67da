package io.watchlake.rules.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of some files.
 *
 * @param types the alert types, with the severity of each
 * @param rules in their order
 */
public record RuleSet(Map<String, Severity> types, List<Rule> rules) {

  public RuleSet {
    types = new LinkedHashMap<>(types);
    rules = List.copyOf(rules);
  }
}
