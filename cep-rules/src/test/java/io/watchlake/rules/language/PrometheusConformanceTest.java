package io.watchlake.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.run.RuleRun;
import io.watchlake.rules.spec.RuleCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same values and the same thresholds, by our engine and by the real Prometheus: at every
 * minute the same alerts fire. Prometheus is asked through {@code promtool test rules}, which runs
 * its own rule manager over its own storage; promtool fails where an alert fires that is not
 * expected too.
 */
final class PrometheusConformanceTest {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Path PAGE = Path.of("../docs/alert-conformance.md");
  private static final String MARK = "<!-- cases -->\n";
  private static final int MINUTES = 40;
  private static final int RANDOM_CASES = 300;

  /** A case: what it shows, the condition, and a value a minute. */
  private record Case(
      String shows, String op, int threshold, int duration, int keepFiringFor, String values) {}

  private static final List<Case> NAMED =
      List.of(
          new Case("a value above fires at once without `for`", ">", 5, 0, 0, "1 9 9 1"),
          new Case("the threshold itself is not above", ">", 5, 0, 0, "5 5 6 5"),
          new Case("the threshold itself is at least", ">=", 5, 0, 0, "5 4 5 4"),
          new Case("below", "<", 5, 0, 0, "9 1 1 9"),
          new Case("at most", "<=", 5, 0, 0, "9 5 1 9"),
          new Case("equal", "==", 5, 0, 0, "4 5 5 6"),
          new Case("not equal", "!=", 5, 0, 0, "5 4 5 6"),
          new Case("fires when `for` is over, not before", ">", 5, 3, 0, "9 9 9 9 9 1"),
          new Case("ends when `for` would be over", ">", 5, 3, 0, "9 9 9 1 1"),
          new Case("one good value begins `for` anew", ">", 5, 3, 0, "9 9 1 9 9 9 9 1"),
          new Case("a gap does not begin `for` anew", ">", 5, 3, 0, "9 _ _ 9 9 1"),
          new Case("a value is good for five minutes", ">", 5, 0, 0, "9 _x10"),
          new Case("and `for` may be over in them", ">", 5, 4, 0, "9 _x10"),
          new Case("but not after them", ">", 5, 6, 0, "9 _x10"),
          new Case("a series that says it has ended has no value", ">", 5, 0, 0, "9 9 stale _x5"),
          new Case("a pending alert ends with it", ">", 5, 2, 0, "9 9 stale 9 9 9"),
          new Case("`keep_firing_for` goes on", ">", 5, 0, 3, "9 1 1 1 1 1"),
          new Case("it goes on when the series is gone", ">", 5, 0, 3, "9 stale _x6"),
          new Case("and when the value is too old", ">", 5, 0, 2, "9 _x12"),
          new Case("a bad value meanwhile begins it anew", ">", 5, 0, 3, "9 1 1 9 1 1 1 1"),
          new Case("it does not keep what is pending", ">", 5, 3, 3, "9 9 1 1 1 1"),
          new Case("after it `for` counts from the beginning", ">", 5, 2, 2, "9 9 9 1 1 1 9 9 9 1"),
          new Case("within it there is no `for`", ">", 5, 2, 2, "9 9 9 1 9 1 9 1 1 1"));

  @Test
  void theNamedCases(@TempDir Path folder) throws Exception {
    List<List<Boolean>> firing = compare(NAMED, folder);
    StringBuilder table = new StringBuilder(MARK);
    table.append("| Case | Rule | A value a minute | Both fire at minute |\n|---|---|---|---|\n");
    for (int i = 0; i < NAMED.size(); i++) {
      Case one = NAMED.get(i);
      table.append(
          "| %s | `x %s %d`%s%s | `%s` | %s |\n"
              .formatted(
                  one.shows(),
                  one.op(),
                  one.threshold(),
                  one.duration() == 0 ? "" : ", `for` " + one.duration() + "m",
                  one.keepFiringFor() == 0
                      ? ""
                      : ", `keep_firing_for` " + one.keepFiringFor() + "m",
                  one.values(),
                  ranges(firing.get(i))));
    }
    Path written = Files.writeString(Path.of("target/alert-conformance.md"), table);
    String page = Files.readString(PAGE);
    assertThat(page.substring(page.indexOf(MARK)))
        .as("copy %s into %s", written.toAbsolutePath(), PAGE)
        .isEqualTo(table.toString());
  }

  @Test
  void randomCases(@TempDir Path folder) throws Exception {
    Random random = new Random(5);
    List<Case> cases = new ArrayList<>();
    String[] values = {"1", "9", "9", "9", "_", "stale"};
    String[] operators = {">", ">=", "<", "<=", "==", "!="};
    int[] durations = {0, 1, 2, 3, 5, 7};
    for (int i = 0; i < RANDOM_CASES; i++) {
      List<String> all = new ArrayList<>();
      while (all.size() < 18) {
        String value = values[random.nextInt(values.length)];
        for (int more = random.nextInt(6); more >= 0; more--) {
          all.add(value);
        }
      }
      int keepFiringFor = durations[random.nextInt(durations.length)];
      cases.add(
          new Case(
              "random " + i,
              operators[random.nextInt(operators.length)],
              random.nextInt(3) == 0 ? 9 : 5,
              durations[random.nextInt(durations.length)],
              keepFiringFor,
              String.join(" ", withoutBlinks(all, keepFiringFor))));
    }
    List<List<Boolean>> firing = compare(cases, folder);
    assertThat(firing.stream().filter(one -> one.contains(true)).count())
        .isGreaterThan(RANDOM_CASES / 3);
  }

  /**
   * Without gaps that end in the very minute in which Prometheus would first see them, or first see
   * {@code keep_firing_for} over: it never looks between the two, and we do.
   */
  private static List<String> withoutBlinks(List<String> values, int keepFiringFor) {
    List<String> without = new ArrayList<>();
    int gap = 0;
    for (String value : values) {
      if (value.equals("_")) {
        gap++;
      } else {
        if (gap == 5 || gap == 5 + keepFiringFor) {
          without.add("_");
        }
        gap = 0;
      }
      without.add(value);
    }
    return without;
  }

  /**
   * Whether each case fires at each minute, by our engine; fails where Prometheus says otherwise.
   */
  private static List<List<Boolean>> compare(List<Case> cases, Path folder) throws Exception {
    assumeThat(Files.isExecutable(PROMTOOL))
        .as("promtool is not installed (apt-get install prometheus): nothing is compared")
        .isTrue();
    List<List<Boolean>> firing = new ArrayList<>();
    StringBuilder rules = new StringBuilder("groups:\n  - name: cases\n    rules:\n");
    StringBuilder series = new StringBuilder();
    StringBuilder alerts = new StringBuilder();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      List<Boolean> ours = ours(one);
      firing.add(ours);
      rules.append(
          """
                - alert: case_%d
                  expr: case_%d %s %d
                  for: %dm
                  keep_firing_for: %dm
          """
              .formatted(i, i, one.op(), one.threshold(), one.duration(), one.keepFiringFor()));
      series.append(
          "      - {series: 'case_%d{service=\"shop\"}', values: '%s'}\n"
              .formatted(i, one.values()));
      for (int minute = 0; minute < MINUTES; minute++) {
        alerts.append(
            "      - {eval_time: %dm, alertname: case_%d, exp_alerts: [%s]}\n"
                .formatted(minute, i, ours.get(minute) ? "{exp_labels: {service: shop}}" : ""));
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
    promtool(folder);
    return firing;
  }

  /** Runs tests.yaml; fails with what promtool says. */
  static void promtool(Path folder) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder(
                PROMTOOL.toString(), "test", "rules", folder.resolve("tests.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    try {
      assertThat(promtool.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      promtool.destroyForcibly();
    }
    String said = Files.readString(folder.resolve("out.txt"));
    assertThat(promtool.exitValue()).as(said.substring(0, Math.min(said.length(), 4000))).isZero();
  }

  private static List<Boolean> ours(Case one) throws Exception {
    Rule rule =
        Rules.rule(
            "metric: x",
            "op: '" + one.op() + "'",
            "threshold: " + one.threshold(),
            "duration: " + one.duration() + "m",
            "keep_firing_for: " + one.keepFiringFor() + "m",
            "severity: info");
    RuleCase signals =
        SpecFiles.read(
                List.of(
                    new RuleFiles.Source(
                        "case",
                        "cases: [{signals: [{metric: x, service: shop, every: 1m, values: '"
                            + one.values()
                            + "'}]}]")))
            .cases()
            .get(0);
    TreeMap<Long, Boolean> firing = new TreeMap<>();
    firing.put(Long.MIN_VALUE, false);
    try (RuleRun run =
        new RuleRun(
            List.of(rule), RuleCase.BEGIN_MILLIS, (of, transition) -> note(transition, firing))) {
      for (var signal : signals.signals()) {
        run.signal(signal);
      }
      run.advance(minute(MINUTES));
    }
    List<Boolean> ours = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      ours.add(firing.floorEntry(minute(minute)).getValue());
    }
    return ours;
  }

  private static void note(Transition transition, TreeMap<Long, Boolean> firing) {
    if (transition.status() == AlertStatus.FIRING || transition.status() == AlertStatus.RESOLVED) {
      firing.put(transition.timeMillis(), transition.status() == AlertStatus.FIRING);
    }
  }

  private static long minute(int minute) {
    return RuleCase.BEGIN_MILLIS + TimeUnit.MINUTES.toMillis(minute);
  }

  /** {@code 1–3, 7}; a dash for never. */
  private static String ranges(List<Boolean> firing) {
    List<String> ranges = new ArrayList<>();
    for (int minute = 0; minute < firing.size(); minute++) {
      if (!firing.get(minute)) {
        continue;
      }
      int begin = minute;
      while (minute + 1 < firing.size() && firing.get(minute + 1)) {
        minute++;
      }
      ranges.add(begin == minute ? "" + begin : begin + "–" + minute);
    }
    return ranges.isEmpty() ? "never" : String.join(", ", ranges);
  }
}
