package io.watchlake.rules.language;

import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.RuleSet;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.slo.SloRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Files of rules, read together: an alert type of one may be used in another, and no two rules may
 * have the same name. A file of {@link SloFiles objectives} stands for the rules of their alerts.
 *
 * @param rules what was right; all of it only if there are no problems
 * @param problems in the order of the files, and of the lines in them
 */
public record RuleFiles(RuleSet rules, List<RuleProblem> problems) {

  /** The alert types that are there without saying so. */
  private static final Map<String, Severity> TYPES =
      Map.ofEntries(
          Map.entry("system_down", Severity.CRITICAL),
          Map.entry("data_corruption", Severity.CRITICAL),
          Map.entry("security_breach", Severity.CRITICAL),
          Map.entry("compliance_violation", Severity.CRITICAL),
          Map.entry("high_resource_usage", Severity.WARNING),
          Map.entry("performance_degradation", Severity.WARNING),
          Map.entry("quota_exceeded", Severity.WARNING),
          Map.entry("error_rate_increase", Severity.WARNING),
          Map.entry("deployment_complete", Severity.INFO),
          Map.entry("maintenance_window", Severity.INFO),
          Map.entry("configuration_change", Severity.INFO),
          Map.entry("scheduled_task_complete", Severity.INFO));

  public RuleFiles {
    problems = List.copyOf(problems);
  }

  /**
   * A file.
   *
   * @param name as it is named in problems
   */
  public record Source(String name, String text) {}

  /** Reads files. */
  public static RuleFiles read(List<Source> sources) {
    List<RuleProblem> problems = new ArrayList<>();
    List<Entries> files = new ArrayList<>();
    List<SloFiles.Found> objectives = new ArrayList<>();
    for (Source source : sources) {
      if (SloFiles.isOne(source.text())) {
        objectives.addAll(SloFiles.find(source, problems));
        continue;
      }
      Node root = YamlNodes.read(source.name(), source.text(), problems);
      if (root != null && !YamlNodes.empty(root)) {
        Entries file = Language.FILE.read(root, new Place(source.name(), "", problems));
        if (file != null) {
          files.add(file);
        }
      }
    }
    Map<String, Severity> types = types(files);
    Map<String, String> names = new HashMap<>();
    List<Rule> rules = rules(files, types, names);
    rules.addAll(rules(objectives, names));
    Map<String, Integer> order = new HashMap<>();
    sources.forEach(source -> order.putIfAbsent(source.name(), order.size()));
    problems.sort(
        Comparator.<RuleProblem>comparingInt(problem -> order.getOrDefault(problem.file(), 0))
            .thenComparingInt(RuleProblem::line)
            .thenComparingInt(RuleProblem::column));
    return new RuleFiles(new RuleSet(types, rules), problems);
  }

  private static Map<String, Severity> types(List<Entries> files) {
    Map<String, Severity> types = new LinkedHashMap<>(TYPES);
    Map<String, Severity> said = new HashMap<>();
    for (Entries file : files) {
      for (Map.Entry<String, List<String>> group :
          file.get(Language.ALERT_TYPES, Map.of()).entrySet()) {
        Severity severity;
        try {
          severity = Severity.ofCode(group.getKey());
        } catch (IllegalArgumentException e) {
          file.error(
              Language.ALERT_TYPES,
              String.valueOf(e.getMessage()),
              "list the types below critical, warning and info");
          continue;
        }
        for (String type : group.getValue()) {
          Severity before = said.putIfAbsent(type, severity);
          if (before != null && before != severity) {
            file.error(
                Language.ALERT_TYPES,
                YamlNodes.quoted(type) + " is both " + before.code() + " and " + severity.code(),
                "keep one of them");
          }
          types.put(type, severity);
        }
      }
    }
    return types;
  }

  /**
   * The rules of files.
   *
   * @param names the files that rules are in, by the names of rules
   */
  private static List<Rule> rules(
      List<Entries> files, Map<String, Severity> types, Map<String, String> names) {
    List<Rule> rules = new ArrayList<>();
    for (Entries file : files) {
      file.get(Language.ALERT_RULES, Map.of())
          .forEach(
              (name, entries) -> {
                if (!unique(name, names, entries.place(), entries.node())) {
                  return;
                }
                Rule rule = new RuleReader(name, entries, types).read();
                if (rule != null) {
                  rules.add(rule);
                }
              });
    }
    return rules;
  }

  private static List<Rule> rules(List<SloFiles.Found> objectives, Map<String, String> names) {
    List<Rule> rules = new ArrayList<>();
    for (SloFiles.Found found : objectives) {
      for (Rule rule : SloRules.of(found.slo())) {
        if (unique(rule.name(), names, found.place(), found.node())) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private static boolean unique(String name, Map<String, String> names, Place place, Node at) {
    String before = names.putIfAbsent(name, place.file());
    if (before != null) {
      place.error(at, "there is a rule of this name in " + before, "give it another name");
    }
    return before == null;
  }
}
