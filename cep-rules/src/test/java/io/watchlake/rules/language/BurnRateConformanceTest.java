package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import io.watchlake.rules.slo.BurnAlert;
import io.watchlake.rules.slo.BurnAlert.Tier;
import io.watchlake.rules.slo.BurnAlerts;
import io.watchlake.rules.slo.Slo;
import io.watchlake.rules.slo.SloRules;
import io.watchlake.rules.spec.RuleCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same counters, by the rules made of an objective and by the real Prometheus with the
 * expressions that Sloth makes of it: at every minute the same alerts fire.
 */
final class BurnRateConformanceTest {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  /** Counters begin here: Prometheus does not extrapolate beyond zero. */
  private static final long BEGIN = 1_000_000;

  /** Bad and all events of each minute. */
  private record Counts(int[] bad, int[] all) {}

  /** No ratio of numbers this small is on these thresholds. */
  private static final List<BurnWindow> SHORT =
      List.of(
          new BurnWindow(Duration.ofMinutes(12), Duration.ofMinutes(3), 4.03),
          new BurnWindow(Duration.ofMinutes(40), Duration.ofMinutes(8), 1.51));

  @Test
  void randomCountersOverShortWindows(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<Counts> cases = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      cases.add(random(random, 150));
    }
    int fired = compare(cases, slo(95, SHORT), folder);
    assertThat(fired).isGreaterThan(cases.size() / 2);
  }

  /** The real windows: half a day that fails a little, a lot, and not at all. */
  @Test
  void theWindowsOfThePage(@TempDir Path folder) throws Exception {
    int minutes = 720;
    int[] bad = new int[minutes];
    int[] all = new int[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      all[minute] = 997;
      bad[minute] = minute < 100 ? 0 : minute < 200 ? 7 : minute < 230 ? 61 : minute < 400 ? 0 : 9;
    }
    Slo slo = slo(99.9, BurnAlerts.windows(Tier.PAGE, Duration.ofDays(30)));
    assertThat(compare(List.of(new Counts(bad, all)), slo, folder)).isEqualTo(1);
  }

  private static Counts random(SplittableRandom random, int minutes) {
    int[] bad = new int[minutes];
    int[] all = new int[minutes];
    double share = 0;
    for (int minute = 0; minute < minutes; minute++) {
      if (random.nextInt(12) == 0) {
        share = random.nextBoolean() ? 0 : random.nextDouble(0.6);
      }
      all[minute] = random.nextInt(5) == 0 ? 0 : random.nextInt(30);
      for (int event = 0; event < all[minute]; event++) {
        bad[minute] += random.nextDouble() < share ? 1 : 0;
      }
    }
    return new Counts(bad, all);
  }

  private static Slo slo(double objective, List<BurnWindow> windows) {
    return new Slo(
        "shop",
        "it",
        "",
        objective,
        Duration.ofDays(30),
        new Indicator(pattern("bad"), pattern("all"), false, Indicator.Weight.VALUES),
        List.of(),
        Map.of(),
        List.of(
            new BurnAlert(
                "page",
                Tier.PAGE,
                Tier.PAGE.severity(),
                windows,
                Duration.ZERO,
                Map.of(),
                Map.of())));
  }

  private static SignalPattern pattern(String metric) {
    return new SignalPattern(SignalKind.METRIC, metric, List.of(), null);
  }

  /** How many cases fired; fails where Prometheus says otherwise. */
  private static int compare(List<Counts> cases, Slo slo, Path folder) throws Exception {
    assumeThat(Files.isExecutable(PROMTOOL))
        .as("promtool is not installed (apt-get install prometheus): nothing is compared")
        .isTrue();
    Rule rule = SloRules.of(slo).get(0);
    StringBuilder rules = new StringBuilder("groups:\n  - name: cases\n    rules:\n");
    StringBuilder series = new StringBuilder();
    StringBuilder alerts = new StringBuilder();
    int fired = 0;
    for (int i = 0; i < cases.size(); i++) {
      Counts counts = cases.get(i);
      List<Boolean> ours = ours(counts, rule);
      fired += ours.contains(true) ? 1 : 0;
      rules.append("      - {alert: case_%d, expr: '%s'}\n".formatted(i, expression(i, slo)));
      series.append(counter("bad_" + i, counts.bad()));
      series.append(counter("all_" + i, counts.all()));
      for (int minute = 0; minute < ours.size(); minute++) {
        alerts.append(
            "      - {eval_time: %dm, alertname: case_%d, exp_alerts: [%s]}\n"
                .formatted(minute, i, ours.get(minute) ? "{exp_labels: {}}" : ""));
      }
    }
    Files.writeString(folder.resolve("rules.yaml"), rules);
    Files.writeString(
        folder.resolve("tests.yaml"),
        "rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n"
            + "    input_series:\n"
            + series
            + "    alert_rule_test:\n"
            + alerts);
    PrometheusConformanceTest.promtool(folder);
    return fired;
  }

  /** As Sloth writes it, its recording rules put in. */
  private static String expression(int number, Slo slo) {
    return slo.alerts().get(0).windows().stream()
        .map(
            window ->
                "(%s > (%s * %s) and %s > (%s * %s))"
                    .formatted(
                        ratio(number, window.shortWindow()),
                        window.factor(),
                        slo.budget(),
                        ratio(number, window.longWindow()),
                        window.factor(),
                        slo.budget()))
        .collect(Collectors.joining(" or "));
  }

  private static String ratio(int number, Duration window) {
    return "(sum(rate(bad_%d[%dm])) / sum(rate(all_%d[%dm])))"
        .formatted(number, window.toMinutes(), number, window.toMinutes());
  }

  private static String counter(String name, int[] growth) {
    StringBuilder values = new StringBuilder();
    long value = BEGIN;
    for (int minute = 0; minute < growth.length; minute++) {
      // What is before the first sample nobody knows.
      value += minute == 0 ? 0 : growth[minute];
      values.append(value).append(' ');
    }
    return "      - {series: '%s', values: '%s'}\n".formatted(name, values.toString().strip());
  }

  private static List<Boolean> ours(Counts counts, Rule rule) throws Exception {
    TreeMap<Long, Boolean> firing = new TreeMap<>();
    firing.put(Long.MIN_VALUE, false);
    try (RuleRun run =
        new RuleRun(
            List.of(rule), RuleCase.BEGIN_MILLIS, (of, transition) -> note(transition, firing))) {
      for (int minute = 1; minute < counts.all().length; minute++) {
        run.signal(signal("all", minute, counts.all()[minute]));
        run.signal(signal("bad", minute, counts.bad()[minute]));
      }
      run.advance(minute(counts.all().length));
    }
    List<Boolean> ours = new ArrayList<>();
    for (int minute = 0; minute < counts.all().length; minute++) {
      ours.add(firing.floorEntry(minute(minute) + SloRules.SETTLING.toMillis()).getValue());
    }
    return ours;
  }

  private static void note(Transition transition, TreeMap<Long, Boolean> firing) {
    if (transition.status() == AlertStatus.FIRING || transition.status() == AlertStatus.RESOLVED) {
      firing.put(transition.timeMillis(), transition.status() == AlertStatus.FIRING);
      if (transition.status() == AlertStatus.FIRING) {
        assertThat(transition.value()).isGreaterThan(transition.threshold());
      }
    }
  }

  private static Signal signal(String metric, int minute, double value) {
    return new Signal(
        metric + minute,
        SignalKind.METRIC,
        "live",
        TimeUnit.MILLISECONDS.toNanos(minute(minute)),
        metric,
        "",
        "shop",
        metric,
        value,
        Map.of(),
        Map.of());
  }

  private static long minute(int minute) {
    return RuleCase.BEGIN_MILLIS + TimeUnit.MINUTES.toMillis(minute);
  }
}
