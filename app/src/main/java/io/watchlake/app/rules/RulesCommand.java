package io.watchlake.app.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.language.RuleProblem;
import io.watchlake.rules.language.RuleSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake rules}: the alert rules. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description =
        "Checks, tries and rolls out alert rules; docs/alert-rules.md says how they are written.",
    subcommands = {BacktestCommand.class, ExplainCommand.class})
public final class RulesCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /**
   * Says whether files of rules can be used.
   *
   * @param files files, or folders of them; read together
   */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Tells every problem of some files of rules, with its line and column.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:the files can be used", "2:the files have problems"})
  int check(
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "How to write (default: text).")
          String format,
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "Files, or folders of *.yaml; *.spec.yaml are left out.")
          List<Path> files) {
    boolean json = TextOrJson.isJson(format);
    List<RuleFiles.Source> sources = RuleSources.read(files);
    RuleFiles rules = RuleFiles.read(sources);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.writeIndented(json(rules)));
    } else {
      rules.problems().forEach(out::println);
      out.printf(
          "%s, %s: %s%n",
          count(sources.size(), "file"),
          count(rules.rules().rules().size(), "rule"),
          rules.problems().isEmpty()
              ? "can be used"
              : "cannot be used, " + count(rules.problems().size(), "problem"));
    }
    out.flush();
    return rules.problems().isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  /**
   * Tries the cases beside rules.
   *
   * @param files files of cases or of rules, or folders
   */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Tries the cases that lie beside rules: NAME.spec.yaml beside NAME.yaml.",
        "A case is: given these signals, these alerts."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:everything is as the cases say",
        "1:something is not",
        "2:the files have problems"
      })
  int test(
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "How to write (default: text).")
          String format,
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "Files of cases or of rules, or folders of them.")
          List<Path> files) {
    boolean json = TextOrJson.isJson(format);
    List<CaseResult> results = RuleTests.run(files);
    PrintWriter out = spec.commandLine().getOut();
    long failed = results.stream().filter(result -> !result.differences().isEmpty()).count();
    if (json) {
      out.println(Json.writeIndented(results));
    } else {
      for (CaseResult result : results) {
        out.printf(
            "%-4s  %s:%d: %s%n",
            result.differences().isEmpty() ? "ok" : "FAIL",
            result.file(),
            result.line(),
            result.name());
        result.differences().forEach(difference -> out.println("        " + difference));
      }
      out.printf("%s, %d failed%n", count(results.size(), "case"), failed);
    }
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /**
   * Makes the rules of some files count.
   *
   * @param files files, or folders of them
   */
  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = {
        "Makes the rules of some files count, each as a new version, within seconds.",
        "A rule that is as it was is left alone; rules that are in no file stay."
      })
  void apply(
      @Mixin HomeOption of,
      @Option(names = "--dry-run", description = "Only say what would change.") boolean dryRun,
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of *.yaml.")
          List<Path> files) {
    say(RuleRollout.apply(of, files, false, dryRun));
  }

  /**
   * Runs the rules of some files beside those that count.
   *
   * @param files files, or folders of them
   */
  @Command(
      name = "shadow",
      mixinStandardHelpOptions = true,
      description = {
        "Runs the rules of some files beside the versions that count.",
        "Their alerts are marked as shadow. `apply` makes them count, `rollback` ends them."
      })
  void shadow(
      @Mixin HomeOption of,
      @Option(names = "--dry-run", description = "Only say what would change.") boolean dryRun,
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of *.yaml.")
          List<Path> files) {
    say(RuleRollout.apply(of, files, true, dryRun));
  }

  /** Goes back to an earlier version. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Makes an earlier version of a rule count again; ends its shadow.")
  void rollback(
      @Mixin HomeOption of,
      @Option(
              names = "--to",
              paramLabel = "VERSION",
              defaultValue = "0",
              description = "The version (default: the one before).")
          long version,
      @Parameters(paramLabel = "RULE", description = "The rule's name.") String rule) {
    say(List.of(RuleRollout.rollback(of, rule, version)));
  }

  /** Ends a rule at once. */
  @Command(
      name = "off",
      mixinStandardHelpOptions = true,
      description = {
        "The kill switch: nothing of a rule counts any more, and its alerts are resolved.",
        "`rollback --to` makes a version count again."
      })
  void off(
      @Mixin HomeOption of,
      @Parameters(paramLabel = "RULE", description = "The rule's name.") String rule) {
    say(List.of(RuleRollout.off(of, rule)));
  }

  /** Shows the rules that there are. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Shows every rule with its versions, and how many of its keys keep state in the job.",
        "A - instead of the number: the job does not run, or has not told it yet."
      })
  void list(
      @Mixin HomeOption of,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "How to write (default: text).")
          String format) {
    boolean json = TextOrJson.isJson(format);
    Map<String, RuleVersions> rules = RuleRollout.all(of);
    Map<String, Long> keys = RuleRollout.keys(of, rules.keySet());
    if (json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          Json.writeIndented(
              rules.values().stream().map(rule -> json(rule, keys.get(rule.name()))).toList()));
      out.flush();
    } else {
      say(
          rules.values().stream()
              .map(rule -> RuleRollout.line(rule) + ", keys " + keys(keys.get(rule.name())))
              .toList());
    }
  }

  private void say(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  /** Prints the schema for editors. */
  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON schema of files of rules, for editors.")
  void schema() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Json.writeIndented(RuleSchema.json()));
    out.flush();
  }

  private static String keys(@Nullable Long keys) {
    return keys == null ? "-" : keys.toString();
  }

  private static ObjectNode json(RuleVersions rule, @Nullable Long keys) {
    ObjectNode json = Json.mapper().valueToTree(rule);
    return json.put("keys", keys);
  }

  private static Map<String, Object> json(RuleFiles rules) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usable", rules.problems().isEmpty());
    json.put("rules", rules.rules().rules().stream().map(rule -> rule.name()).toList());
    json.put("problems", rules.problems().stream().map(RulesCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(RuleProblem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", problem.file());
    json.put("line", problem.line());
    json.put("column", problem.column());
    json.put("key", problem.key());
    json.put("message", problem.message());
    json.put("advice", problem.advice());
    return json;
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
