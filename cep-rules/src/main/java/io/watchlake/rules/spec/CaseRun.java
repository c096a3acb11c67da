package io.watchlake.rules.spec;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.AlertText;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Cases tried on rules, by the engine that also runs them live. */
public final class CaseRun {

  private static final double TOLERANCE = 1e-9;

  private record Happened(long atMillis, Rule rule, Transition transition) {}

  private CaseRun() {}

  /**
   * What differs from what a case expects, a line each; empty if nothing does.
   *
   * @param rules all rules, those that the case does not speak of among them
   */
  public static List<String> differences(RuleCase of, Collection<Rule> rules) throws Exception {
    List<Happened> happened = new ArrayList<>();
    try (RuleRun run =
        new RuleRun(
            rules,
            RuleCase.BEGIN_MILLIS,
            (rule, transition) ->
                happened.add(
                    new Happened(
                        transition.timeMillis() - RuleCase.BEGIN_MILLIS, rule, transition)))) {
      List<Signal> signals = new ArrayList<>(of.signals());
      signals.sort(Comparator.comparingLong(Signal::timeUnixNano));
      for (Signal signal : signals) {
        run.signal(signal);
      }
      run.advance(of.endMillis());
    }
    List<Happened> found =
        happened.stream()
            .filter(
                one ->
                    of.pending()
                        || one.transition().status() == AlertStatus.FIRING
                        || one.transition().status() == AlertStatus.RESOLVED)
            .toList();
    return compare(of.alerts(), found);
  }

  private static List<String> compare(List<ExpectedAlert> expected, List<Happened> found) {
    List<Happened> left = new ArrayList<>(found);
    List<String> differences = new ArrayList<>();
    for (ExpectedAlert one : expected) {
      List<Happened> fitting = left.stream().filter(other -> fits(one, other)).toList();
      if (fitting.isEmpty()) {
        differences.add("missing: " + shown(one));
      } else {
        left.remove(fitting.get(0));
      }
    }
    left.forEach(one -> differences.add("not expected: " + shown(one)));
    return differences;
  }

  private static boolean fits(ExpectedAlert expected, Happened happened) {
    Transition transition = happened.transition();
    Map<String, String> labels = AlertText.labels(happened.rule(), transition, Map.of());
    Map<String, String> annotations = AlertText.annotations(happened.rule(), transition, Map.of());
    return expected.atMillis() == happened.atMillis()
        && expected.rule().equals(happened.rule().name())
        && expected.status() == transition.status()
        && labels.entrySet().containsAll(expected.labels().entrySet())
        && annotations.entrySet().containsAll(expected.annotations().entrySet())
        && (expected.value() == null
            || Math.abs(expected.value() - transition.value())
                <= TOLERANCE * Math.max(1, Math.abs(transition.value())));
  }

  private static String shown(ExpectedAlert alert) {
    Map<String, String> all = new TreeMap<>(alert.labels());
    all.putAll(alert.annotations());
    return shown(alert.atMillis(), alert.rule(), alert.status(), all)
        + (alert.value() == null ? "" : " value " + alert.value());
  }

  private static String shown(Happened happened) {
    Transition transition = happened.transition();
    Map<String, String> all =
        new TreeMap<>(AlertText.labels(happened.rule(), transition, Map.of()));
    all.putAll(AlertText.annotations(happened.rule(), transition, Map.of()));
    return shown(happened.atMillis(), happened.rule().name(), transition.status(), all)
        + (Double.isNaN(transition.value()) ? "" : " value " + transition.value());
  }

  private static String shown(
      long atMillis, String rule, AlertStatus status, Map<String, String> texts) {
    return time(atMillis) + " " + rule + " " + status.code() + " " + texts;
  }

  /** A time after the beginning: {@code 1h05m30s}. */
  private static String time(long millis) {
    Duration time = Duration.ofMillis(millis);
    String seconds =
        time.toMillisPart() == 0
            ? Integer.toString(time.toSecondsPart())
            : String.format(Locale.ROOT, "%d.%03d", time.toSecondsPart(), time.toMillisPart());
    return Stream.of(
            time.toHours() == 0 ? "" : time.toHours() + "h",
            time.toMinutes() == 0 ? "" : time.toMinutesPart() + "m",
            seconds + "s")
        .reduce("", String::concat);
  }
}
