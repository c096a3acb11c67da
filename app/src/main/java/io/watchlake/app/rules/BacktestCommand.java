package io.watchlake.app.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.cli.Terminal;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.jobs.backtest.AlertChange;
import io.watchlake.jobs.backtest.Backtest;
import io.watchlake.jobs.backtest.RecordedAlert;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.rules.model.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake rules backtest}: what rules would have said. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Runs rules over what the lakehouse holds, and shows the alerts that they would have raised,",
      "beside those that there were. It works with the stack up or down and changes nothing.",
      "",
      "A line begins with = where the same was said live, + where it was not, and - where only the",
      "live job said so.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./watchlake rules backtest mine.yaml --from 2026-03-01 --to 2026-03-08",
      "  ./watchlake rules backtest mine.yaml --from 2026-03-01T10:00:00Z --format json",
      "",
      "Exit code: 0 done, 1 the lakehouse does not answer, 2 bad input."
    })
final class BacktestCommand implements Runnable {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders of *.yaml.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "Begin: a date, or a time such as 2026-03-01T12:00:00Z.")
  private String from = "";

  @Option(names = "--to", paramLabel = "TIME", description = "End, not in it (default: now).")
  private String to = "now";

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
    List<Rule> rules = RuleSources.rules(files);
    Instant begin = History.time("--from", from);
    Instant end = History.time("--to", to);
    if (!begin.isBefore(end)) {
      throw CommandException.badInput("--from " + begin + " is not before --to " + end);
    }
    if (end.isAfter(Instant.now())) {
      throw CommandException.badInput("--to " + end + " has not come yet; leave it out for now");
    }
    Backtest.Result result = run(rules, begin, end);
    PrintWriter out = spec.commandLine().getOut();
    Comparison comparison = Comparison.of(result);
    if (json) {
      out.println(Json.writeIndented(json(begin, end, result, comparison)));
    } else {
      text(result, comparison, out);
    }
    out.flush();
  }

  private Backtest.Result run(List<Rule> rules, Instant begin, Instant end) {
    AtomicLong signals = new AtomicLong();
    AtomicReference<Double> done = new AtomicReference<>(0.0);
    try (Progress progress =
        new Progress(
            "trying",
            "signals",
            signals::get,
            done::get,
            spec.commandLine().getErr(),
            Terminal.ofProcess().interactive())) {
      progress.start();
      return History.run(
          home.path(),
          config,
          rules,
          begin,
          end,
          (signal, share) -> {
            signals.incrementAndGet();
            done.set(share);
          });
    }
  }

  /** What was said both times, here alone, and live alone. */
  private record Comparison(Set<AlertChange> here, Set<AlertChange> live) {

    static Comparison of(Backtest.Result result) {
      return new Comparison(
          result.alerts().stream().map(AlertChange::of).collect(Collectors.toSet()),
          result.recorded().stream().map(RecordedAlert::change).collect(Collectors.toSet()));
    }

    boolean same(Alert alert) {
      return live.contains(AlertChange.of(alert));
    }

    boolean same(RecordedAlert alert) {
      return here.contains(alert.change());
    }
  }

  private record Line(long timeUnixNano, String text) {}

  private static void text(Backtest.Result result, Comparison comparison, PrintWriter out) {
    List<Line> lines = new ArrayList<>();
    for (Alert alert : result.alerts()) {
      lines.add(
          new Line(
              alert.timeUnixNano(),
              line(
                      comparison.same(alert) ? "=" : "+",
                      alert.timeUnixNano(),
                      alert.status(),
                      alert.rule(),
                      alert.labels())
                  + (Double.isNaN(alert.value()) ? "" : "  " + alert.value())));
    }
    for (RecordedAlert alert : result.recorded()) {
      if (!comparison.same(alert)) {
        AlertChange change = alert.change();
        lines.add(
            new Line(
                change.timeUnixNano(),
                line("-", change.timeUnixNano(), change.status(), alert.rule(), alert.labels())));
      }
    }
    lines.sort(Comparator.comparingLong(Line::timeUnixNano));
    lines.forEach(line -> out.println(line.text()));
    long same = result.alerts().stream().filter(comparison::same).count();
    out.printf(
        "%,d signals: %d changes of alerts; live %d: %d the same, %d here alone, %d live alone%n",
        result.signals(),
        result.alerts().size(),
        result.recorded().size(),
        same,
        result.alerts().size() - same,
        result.recorded().stream().filter(alert -> !comparison.same(alert)).count());
    result.remarks().forEach(remark -> out.println("Note: " + remark));
  }

  private static String line(
      String mark, long unixNano, AlertStatus status, String rule, Map<String, String> labels) {
    return String.format(
        "%s  %s  %-9s  %s  %s",
        mark,
        Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(unixNano)),
        status.code(),
        rule,
        new TreeMap<>(labels));
  }

  private static Map<String, Object> json(
      Instant begin, Instant end, Backtest.Result result, Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", begin);
    json.put("to", end);
    json.put("signals", result.signals());
    json.put("alerts", result.alerts().stream().map(BacktestCommand::tree).toList());
    json.put("same", result.alerts().stream().filter(comparison::same).map(Alert::id).toList());
    json.put(
        "here_alone",
        result.alerts().stream().filter(alert -> !comparison.same(alert)).map(Alert::id).toList());
    json.put(
        "live_alone",
        result.recorded().stream()
            .filter(alert -> !comparison.same(alert))
            .map(RecordedAlert::id)
            .toList());
    json.put("remarks", result.remarks());
    return json;
  }

  private static JsonNode tree(Alert alert) {
    try {
      return Json.mapper().readTree(AlertCodec.encode(alert));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
