package io.watchlake.rules.language;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.rules.spec.ExpectedAlert;
import io.watchlake.rules.spec.RuleCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Files of cases: YAML with {@code cases}.
 *
 * @param cases those that are right
 */
public record SpecFiles(List<RuleCase> cases, List<RuleProblem> problems) {

  public SpecFiles {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /** Reads files. */
  public static SpecFiles read(List<RuleFiles.Source> sources) {
    List<RuleProblem> problems = new ArrayList<>();
    List<RuleCase> cases = new ArrayList<>();
    for (RuleFiles.Source source : sources) {
      Node root = YamlNodes.read(source.name(), source.text(), problems);
      Place place = new Place(source.name(), "", problems);
      Entries file =
          root == null || YamlNodes.empty(root) ? null : SpecLanguage.FILE.read(root, place);
      if (file != null) {
        for (Entries one : file.get(SpecLanguage.CASES, List.of())) {
          cases.add(read(one));
        }
      }
    }
    return new SpecFiles(cases, problems);
  }

  private static RuleCase read(Entries one) {
    List<Signal> signals = new ArrayList<>();
    int source = 0;
    for (Entries entries : one.get(SpecLanguage.SIGNALS, List.of())) {
      signals(entries, source++, signals);
    }
    List<ExpectedAlert> alerts =
        one.get(SpecLanguage.ALERTS, List.of()).stream().map(SpecFiles::alert).toList();
    long end = RuleCase.BEGIN_MILLIS;
    for (Signal signal : signals) {
      end = Math.max(end, TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano()));
    }
    for (ExpectedAlert alert : alerts) {
      end = Math.max(end, RuleCase.BEGIN_MILLIS + alert.atMillis());
    }
    Duration until = one.get(SpecLanguage.UNTIL);
    if (until != null) {
      end = RuleCase.BEGIN_MILLIS + until.toMillis();
    }
    return new RuleCase(
        one.place().file(),
        one.node().getStartMark().map(Mark::getLine).orElse(-1) + 1,
        one.get(SpecLanguage.CASE_NAME, "without a name"),
        signals,
        end,
        alerts,
        one.get(SpecLanguage.PENDING, false));
  }

  private static void signals(Entries of, int source, List<Signal> into) {
    String metric = of.get(SpecLanguage.METRIC);
    SignalKind kind = metric == null ? of.get(SpecLanguage.KIND) : SignalKind.METRIC;
    if (kind == null) {
      if (!of.given(SpecLanguage.KIND) && !of.given(SpecLanguage.METRIC)) {
        of.error(SpecLanguage.KIND, "missing", "say what kind of signal, or which metric");
      }
      return;
    }
    if (metric != null) {
      of.refuse("the metric is kind and name", SpecLanguage.KIND, SpecLanguage.NAME);
    }
    String text = of.get(SpecLanguage.VALUES);
    List<@Nullable OptionalDouble> values =
        text == null ? List.of(OptionalDouble.empty()) : SeriesValues.parse(text);
    Duration every = of.get(SpecLanguage.EVERY);
    if (values.size() > 1 && every == null) {
      of.error(SpecLanguage.EVERY, "missing", "say how long after each other they are");
      return;
    }
    long begin = RuleCase.BEGIN_MILLIS + of.get(SpecLanguage.AT, Duration.ZERO).toMillis();
    long step = every == null ? 0 : every.toMillis();
    Map<String, String> labels = new TreeMap<>(of.get(SpecLanguage.LABELS, Map.of()));
    String service = of.get(SpecLanguage.SERVICE, labels.getOrDefault("service", ""));
    for (int i = 0; i < values.size(); i++) {
      OptionalDouble value = values.get(i);
      if (value == null) {
        continue;
      }
      into.add(
          new Signal(
              "signal-" + source + '-' + i,
              kind,
              "live",
              TimeUnit.MILLISECONDS.toNanos(begin + i * step),
              metric == null ? of.get(SpecLanguage.NAME, "") : metric,
              "",
              service,
              labels.toString(),
              value.orElse(Double.NaN),
              labels,
              text != null && value.isEmpty() ? Map.of("stale", "true") : Map.of()));
    }
  }

  private static ExpectedAlert alert(Entries of) {
    for (Field<?> field : List.of(SpecLanguage.ALERT_AT, SpecLanguage.RULE)) {
      if (!of.given(field)) {
        of.error(field, "missing", "say when and which rule");
      }
    }
    return new ExpectedAlert(
        of.get(SpecLanguage.ALERT_AT, Duration.ZERO).toMillis(),
        of.get(SpecLanguage.RULE, ""),
        of.get(SpecLanguage.STATUS, AlertStatus.FIRING),
        of.get(SpecLanguage.ALERT_LABELS, Map.of()),
        of.get(SpecLanguage.ALERT_ANNOTATIONS, Map.of()),
        of.get(SpecLanguage.VALUE));
  }
}
