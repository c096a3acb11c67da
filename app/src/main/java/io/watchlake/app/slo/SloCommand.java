package io.watchlake.app.slo;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.rules.RuleRollout;
import io.watchlake.app.rules.RuleSources;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.language.RuleProblem;
import io.watchlake.rules.language.SloFiles;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake slo}: service level objectives. */
@Command(
    name = "slo",
    mixinStandardHelpOptions = true,
    description = {
      "Checks service level objectives, as Sloth or OpenSLO writes them, and shows their budgets.",
      "./watchlake rules apply FILE makes their alerts count; docs/slos.md says what is taken."
    })
public final class SloCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /**
   * Says whether files of objectives can be used, and what becomes of them.
   *
   * @param files files, or folders of them; read together
   */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Tells every problem of some files of objectives, with its line and column,",
        "and which alerts are made of those that are right."
      },
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
    List<RuleFiles.Source> sources = objectives(files);
    SloFiles slos = SloFiles.read(sources);
    List<RuleProblem> problems = RuleFiles.read(sources).problems();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.writeIndented(SloJson.checked(slos.slos(), problems)));
    } else {
      slos.slos().forEach(slo -> SloText.described(slo).forEach(out::println));
      problems.forEach(out::println);
      out.println(SloText.verdict(sources.size(), slos.slos().size(), problems.size()));
    }
    out.flush();
    return problems.isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  /** Shows the objectives whose alerts count now. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the objectives whose alerts count, and what these are.")
  void list(
      @Mixin HomeOption of,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "How to write (default: text).")
          String format) {
    boolean json = TextOrJson.isJson(format);
    Collection<Slo> slos = live(of);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.writeIndented(slos.stream().map(SloJson::described).toList()));
    } else {
      slos.forEach(slo -> SloText.described(slo).forEach(out::println));
    }
    out.flush();
  }

  /**
   * Shows how budgets stand.
   *
   * @param files files of objectives; null for those that count
   */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {
        "Shows what is left of each objective's error budget, how fast it burns, and what was spent",
        "under each deployment, from what is archived. The stack may be down if files are named."
      },
      footer = {
        "",
        "Examples:",
        "  ./watchlake slo status --record",
        "  ./watchlake slo status slos/shop.yaml --at 2026-01-31T12:00:00Z --format json"
      })
  void status(
      @Mixin HomeOption of,
      @Option(
              names = "--at",
              paramLabel = "TIME",
              description = "The moment, such as 2026-01-31T12:00:00Z (default: now).")
          @Nullable String at,
      @Option(
              names = "--record",
              description = "Also add what is shown to the table alerting.slo_budgets.")
          boolean record,
      @Option(
              names = "--format",
              paramLabel = "table|json",
              defaultValue = "table",
              description = "table (default) for people, json (an object a budget) for programs.")
          String format,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..*",
              description = "Files of objectives (default: those whose alerts count).")
          @Nullable List<Path> files) {
    if (!format.equals("table") && !format.equals("json")) {
      throw CommandException.badInput("--format is table or json, not '" + format + "'");
    }
    Instant moment = moment(at);
    Collection<Slo> slos = files == null || files.isEmpty() ? live(of) : read(files);
    List<Budget> budgets = new ArrayList<>();
    try (LakehouseSql lakehouse = LakehouseSql.ofHome(of.path())) {
      for (Slo slo : slos) {
        budgets.addAll(new BudgetQuery(lakehouse, slo, moment).ask());
      }
    } catch (SqlFailure | IOException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
    if (record) {
      BudgetTable.append(StackCatalog.of(of.path()), budgets);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.equals("json")) {
      budgets.forEach(budget -> out.println(Json.write(SloJson.status(budget))));
    } else {
      budgets.forEach(budget -> SloText.status(budget).forEach(out::println));
    }
    out.flush();
  }

  private static Instant moment(@Nullable String text) {
    try {
      return text == null ? Instant.now() : Instant.parse(text);
    } catch (DateTimeException e) {
      throw CommandException.badInput(
          "--at: '" + text + "' is no time; write it as 2026-01-31T12:00:00Z");
    }
  }

  private static Collection<Slo> read(List<Path> files) {
    List<RuleFiles.Source> sources = objectives(files);
    SloFiles slos = SloFiles.read(sources);
    RuleSources.refuse(RuleFiles.read(sources).problems());
    return slos.slos();
  }

  private static List<RuleFiles.Source> objectives(List<Path> files) {
    List<RuleFiles.Source> sources = RuleSources.read(files);
    for (RuleFiles.Source source : sources) {
      if (!SloFiles.isOne(source.text())) {
        throw CommandException.badInput(
            source.name()
                + ": no objectives; a file of Sloth begins with version: prometheus/v1, a document of"
                + " OpenSLO with apiVersion: openslo/v1");
      }
    }
    return sources;
  }

  /** Those of which a rule counts, by their ids. */
  private static Collection<Slo> live(HomeOption home) {
    Map<String, Slo> live = new TreeMap<>();
    for (RuleVersions rule : RuleRollout.all(home).values()) {
      rule.version(rule.live())
          .map(version -> SloFiles.read(List.of(new RuleFiles.Source(rule.name(), version.text()))))
          .ifPresent(
              files ->
                  files.slos().stream()
                      .filter(
                          slo ->
                              slo.alerts().stream()
                                  .anyMatch(alert -> SloRules.name(slo, alert).equals(rule.name())))
                      .forEach(slo -> live.put(slo.id(), slo)));
    }
    return live.values();
  }
}
