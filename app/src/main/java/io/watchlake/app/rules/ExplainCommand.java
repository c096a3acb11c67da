package io.watchlake.app.rules;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.jobs.backtest.Backtest;
import io.watchlake.jobs.backtest.RecordedAlert;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.RuleIndex;
import io.watchlake.rules.engine.RuleKey;
import io.watchlake.rules.explain.RuleReasons;
import io.watchlake.rules.explain.RuleWords;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake rules explain}: what rules do, and why one fired or did not. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says in plain words what rules do and which signals they ask for.",
      "",
      "With --at and --key, or --alert, says why a rule fired or did not: it runs the rule over what",
      "the lakehouse holds of the time before, and shows what each signal of the key was to it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake rules explain mine.yaml",
      "  ./watchlake rules explain high_cpu_usage --at 2026-03-01T12:00:00Z --key service=shop",
      "  ./watchlake rules explain --alert 4f0b…/1772366400000000000/1/firing/1772366700000000000",
      "",
      "Exit code: 0 explained, 1 the stack or the lakehouse does not answer, 2 bad input."
    })
final class ExplainCommand implements Runnable {

  /** Before the time that is asked for, at least. */
  private static final Duration LOOK = Duration.ofHours(1);

  /** What is shown of the signals, from the last back. */
  private static final int MOST_LINES = 40;

  @Parameters(
      paramLabel = "RULE|FILE",
      arity = "0..*",
      description = "Rules that count by their names, or files of rules.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--alert",
      paramLabel = "ID",
      description = "Why this alert became so; its rule need not be named while the stack runs.")
  private @Nullable String alert;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "How it stood at a time such as 2026-03-01T12:00:00Z.")
  private @Nullable String at;

  @Option(
      names = "--key",
      paramLabel = "LABEL=VALUE",
      split = ",",
      description = "Of which labels, with --at; signals that have these are looked at.")
  private Map<String, String> key = new LinkedHashMap<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (default: that of the stack that runs, or none).")
  private @Nullable Path config;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "text (default) for people, json for programs.")
  private String format = "text";

  @Mixin private HomeOption home = new HomeOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    boolean json = TextOrJson.isJson(format);
    Map<String, List<String>> said = new LinkedHashMap<>();
    String id = alert;
    String time = at;
    if (id != null && time != null) {
      throw CommandException.badInput("--alert says the time: leave out --at");
    } else if (id != null) {
      RecordedAlert recorded = History.alert(home.path(), id);
      Rule rule = names.isEmpty() ? version(recorded) : named(recorded.rule());
      Map<String, String> labels = new TreeMap<>(recorded.labels());
      List.of("alertname", "severity", "alert_type").forEach(labels::remove);
      rule.labels().keySet().forEach(labels::remove);
      Instant when =
          Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(recorded.change().timeUnixNano()));
      said.put(rule.name(), why(rule, labels, when));
    } else if (time != null) {
      List<Rule> rules = rules();
      if (rules.size() != 1) {
        throw CommandException.badInput("--at is for one rule, not for " + rules.size());
      }
      Rule rule = rules.get(0);
      said.put(rule.name(), why(rule, key, History.time("--at", time)));
    } else {
      rules().forEach(rule -> said.put(rule.name(), RuleWords.of(rule)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.writeIndented(said));
    } else {
      String between = "";
      for (List<String> lines : said.values()) {
        out.print(between);
        lines.forEach(out::println);
        between = System.lineSeparator();
      }
    }
    out.flush();
  }

  private List<Rule> rules() {
    if (names.isEmpty()) {
      throw CommandException.badInput(
          "name a rule or a file; `watchlake rules list` shows which rules count");
    }
    List<Rule> rules = new ArrayList<>();
    Map<String, RuleVersions> live = null;
    for (String name : names) {
      Path path = Path.of(name);
      if (Files.exists(path) || name.endsWith(".yaml")) {
        rules.addAll(RuleSources.rules(List.of(path)));
        continue;
      }
      live = live == null ? RuleRollout.all(home) : live;
      RuleVersions versions = live.get(name);
      if (versions == null) {
        throw CommandException.badInput(
            "there is no file and no rule " + name + "; `watchlake rules list` shows which rules");
      }
      rules.add(of(versions, versions.live() == 0 ? versions.newest() : versions.live()));
    }
    return rules;
  }

  private Rule named(String name) {
    return rules().stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> CommandException.badInput("the alert is of the rule " + name + ", not of these"));
  }

  /** As the rule was when it raised an alert. */
  private Rule version(RecordedAlert recorded) {
    RuleVersions versions = RuleRollout.all(home).get(recorded.rule());
    if (versions == null) {
      throw CommandException.badInput(
          "the alert's rule " + recorded.rule() + " is no more; name a file that has it");
    }
    return of(versions, recorded.version());
  }

  private static Rule of(RuleVersions versions, long number) {
    return versions
        .version(number)
        .map(
            version ->
                RuleFiles.read(List.of(new RuleFiles.Source(versions.name(), version.text()))))
        .flatMap(
            files ->
                files.rules().rules().stream()
                    .filter(rule -> rule.name().equals(versions.name()))
                    .findFirst())
        .orElseThrow(
            () ->
                CommandException.badInput(
                    "version "
                        + number
                        + " of "
                        + versions.name()
                        + " is not kept any more; name a file that has the rule"));
  }

  private record Line(long timeMillis, String text) {}

  private List<String> why(Rule rule, Map<String, String> of, Instant when) {
    RuleIndex<Rule> index = new RuleIndex<>(List.of(rule), one -> one);
    List<Signal> signals = new ArrayList<>();
    Backtest.Result result =
        History.run(
            home.path(),
            config,
            List.of(rule),
            when.minus(look(rule)),
            when.plusMillis(1),
            (signal, share) -> {
              if (!index.of(signal).isEmpty() && fits(RuleKey.of(rule, signal), of)) {
                signals.add(signal);
              }
            });
    List<Alert> alerts = result.alerts().stream().filter(one -> fits(one.labels(), of)).toList();
    RuleReasons reasons = new RuleReasons(rule, of);
    List<Line> lines = new ArrayList<>();
    for (Signal signal : signals) {
      long millis = TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano());
      lines.add(
          new Line(
              millis,
              Instant.ofEpochMilli(millis)
                  + "  "
                  + signal.kind().code()
                  + ' '
                  + signal.name()
                  + ' '
                  + signal.labels()
                  + ": "
                  + reasons.of(signal)));
    }
    for (Alert one : alerts) {
      long millis = TimeUnit.NANOSECONDS.toMillis(one.timeUnixNano());
      lines.add(
          new Line(
              millis,
              Instant.ofEpochMilli(millis)
                  + "  -> "
                  + one.status().code()
                  + ' '
                  + one.labels()
                  + (one.evidence().isEmpty() ? "" : " by " + one.evidence())));
    }
    lines.sort(Comparator.comparingLong(Line::timeMillis));
    List<String> said = new ArrayList<>(RuleWords.of(rule));
    said.add("");
    if (lines.size() > MOST_LINES) {
      said.add("(" + (lines.size() - MOST_LINES) + " lines before these)");
    }
    lines.stream()
        .skip(Math.max(0, lines.size() - MOST_LINES))
        .forEach(line -> said.add(line.text()));
    said.addAll(reasons.at(signals, alerts, when.toEpochMilli()));
    result.remarks().forEach(remark -> said.add("Note: " + remark));
    return said;
  }

  private static boolean fits(Map<String, String> labels, Map<String, String> of) {
    return labels.entrySet().containsAll(of.entrySet());
  }

  /** As far back as a match reaches, or what must have been so. */
  private static Duration look(Rule rule) {
    Duration own =
        rule.condition() instanceof Condition.Sequence sequence
            ? sequence.within().plus(rule.keepFiringFor())
            : rule.duration().plus(rule.keepFiringFor());
    return own.compareTo(LOOK) > 0 ? own : LOOK;
  }
}
