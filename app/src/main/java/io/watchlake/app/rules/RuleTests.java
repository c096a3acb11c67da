package io.watchlake.app.rules;

import io.watchlake.app.cli.CommandException;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.language.SpecFiles;
import io.watchlake.rules.spec.CaseRun;
import io.watchlake.rules.spec.RuleCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cases of rules, tried. */
final class RuleTests {

  private static final String RULES_SUFFIX = ".yaml";

  private RuleTests() {}

  /**
   * Tries the cases of some files.
   *
   * @throws CommandException for files that cannot be used
   */
  static List<CaseResult> run(List<Path> paths) {
    List<CaseResult> results = new ArrayList<>();
    for (Path spec : specs(paths)) {
      Path rules = rulesOf(spec);
      RuleFiles read = RuleFiles.read(RuleSources.read(List.of(rules)));
      SpecFiles cases =
          SpecFiles.read(List.of(new RuleFiles.Source(spec.toString(), RuleSources.text(spec))));
      RuleSources.refuse(read.problems());
      RuleSources.refuse(cases.problems());
      for (RuleCase one : cases.cases()) {
        results.add(new CaseResult(one.file(), one.line(), one.name(), differences(one, read)));
      }
    }
    return results;
  }

  private static Set<Path> specs(List<Path> paths) {
    Set<Path> specs = new LinkedHashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path) || path.toString().endsWith(RuleSources.SPEC_SUFFIX)) {
        specs.addAll(RuleSources.files(List.of(path), true));
      } else {
        String name = String.valueOf(path.getFileName());
        String base =
            name.endsWith(RULES_SUFFIX)
                ? name.substring(0, name.length() - RULES_SUFFIX.length())
                : name;
        specs.add(path.resolveSibling(base + RuleSources.SPEC_SUFFIX));
      }
    }
    return specs;
  }

  private static Path rulesOf(Path spec) {
    String name = String.valueOf(spec.getFileName());
    return spec.resolveSibling(
        name.substring(0, name.length() - RuleSources.SPEC_SUFFIX.length()) + RULES_SUFFIX);
  }

  private static List<String> differences(RuleCase one, RuleFiles rules) {
    try {
      return CaseRun.differences(one, rules.rules().rules());
    } catch (Exception e) {
      throw CommandException.failed(
          one.file() + ":" + one.line() + ": " + one.name() + ": " + e.getMessage(), e);
    }
  }
}
