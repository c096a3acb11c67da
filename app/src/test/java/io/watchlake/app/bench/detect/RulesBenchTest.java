package io.watchlake.app.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.app.bench.detect.RulesFigures.Part;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.rules.RuleSources;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** On which faults rules alert, and how often without one, on recordings made for it. */
class RulesBenchTest {

  private static final long DAY = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
  private static final int BASELINE_MINUTES = 120;

  /** Each recording of a fault has ten minutes; the fault begins after five and a half. */
  private static final int MINUTES = 10;

  private static final double FAULT_AT = 5.5;

  private static final String FULL_PROCESSOR =
      """
      alert_rules:
        full:
          metric: cpu_usage
          threshold: 90
          duration: 1m
          severity: warning
      """;

  @Test
  void anAlertOfTheFaultyServiceSoonAfterTheFaultCounts() throws Exception {
    // A window that begins with the seventh minute ends two and a half minutes after the fault.
    RulesFigures figures =
        run(
            FULL_PROCESSOR,
            fault("at-once", "cpu", minute -> minute >= 5 ? 99 : 10),
            fault("later", "cpu", minute -> minute >= 7 ? 99 : 10),
            fault("before", "delay", minute -> minute == 3 || minute == 4 ? 99 : 10),
            fault("never", "delay", minute -> 10));

    Part all = figures.all();
    assertThat(all.faults()).isEqualTo(4);
    assertThat(all.within2()).as("at-once alone").isEqualTo(1);
    assertThat(all.within5()).as("at-once and later").isEqualTo(2);
    assertThat(all.before2()).as("before alone").isEqualTo(1);
    assertThat(all.before5()).isEqualTo(1);
    // Windows end at 6 and 8; a minute later both have held for their duration.
    assertThat(all.medianSeconds()).isEqualTo((90 + 210) / 2.0);
    assertThat(figures.types())
        .extracting(Part::name, Part::within5)
        .containsExactly(tuple("cpu", 2), tuple("delay", 0));
  }

  @Test
  void alertsWithoutAFaultAreCountedByTheHourOfService() throws Exception {
    List<TelemetryCase> cases = new ArrayList<>();
    cases.add(recording("base-1", null, 0, BASELINE_MINUTES, minute -> 10));
    cases.add(
        recording("base-2", null, 1000, BASELINE_MINUTES, minute -> minute % 40 < 2 ? 99 : 10));

    RulesFigures figures = run(FULL_PROCESSOR, cases);

    assertThat(figures.all().falsePerServiceHour()).as("three in four hours").isEqualTo(0.75);
    assertThat(figures.rules())
        .singleElement()
        .extracting(Part::name, Part::falsePerServiceHour)
        .containsExactly("full", 0.75);
  }

  @Test
  void whatIsUsualIsKnownFromTheRecordingsWithoutAFault() throws Exception {
    RulesFigures figures =
        run(
            """
            alert_rules:
              more:
                metric: cpu_utilization_percentage
                compare: baseline
                baseline: {window: 2h, minimum: 100, direction: increase}
                threshold: 1
                severity: warning
              strange:
                count: {kind: anomaly, name: cpu_utilization_percentage, window: 5m}
                threshold: 1
                key: service
                severity: warning
            """,
            fault("jump", "cpu", minute -> minute >= 5 ? 40 : 10));

    assertThat(figures.rules())
        .extracting(Part::name, Part::within2, Part::before5)
        .containsExactly(tuple("more", 1, 0), tuple("strange", 1, 0));
  }

  @Test
  void theTablesAreMarkdown() throws Exception {
    StringWriter text = new StringWriter();
    RulesText.print(
        run(FULL_PROCESSOR, fault("at-once", "cpu", minute -> minute >= 5 ? 99 : 10)),
        new PrintWriter(text, true));

    assertThat(text.toString())
        .contains("| all | 1 | 1 (100 %) | 1 (100 %) | 0 (0 %) | 0 (0 %) | 90 s | 0.000 |")
        .contains("1 of 1 rules alerted")
        .contains("| cpu | 1 | 1 (100 %) | 1 (100 %) | 0 (0 %) | 0 (0 %) | 90 s | – |");
  }

  @Test
  void theRulesThatAreShippedFindAServiceWhoseProcessorIsFull() throws Exception {
    RulesFigures figures =
        new RulesBench(
                Map.of(
                    "Shop", withBaselines(fault("full", "cpu", minute -> minute >= 5 ? 99 : 10))),
                RuleSources.rules(List.of(Installation.root().resolve("cep-rules/rules"))),
                RulesBenchCommand.watchedByDefault(),
                line -> {})
            .run();

    assertThat(figures.all().within5()).isEqualTo(1);
    assertThat(figures.all().falsePerServiceHour()).isCloseTo(0, within(0.5));
  }

  private static RulesFigures run(String yaml, TelemetryCase... faults) throws Exception {
    return run(yaml, withBaselines(faults));
  }

  private static RulesFigures run(String yaml, List<TelemetryCase> cases) throws Exception {
    RuleFiles files = RuleFiles.read(List.of(new RuleFiles.Source("rules.yaml", yaml)));
    assertThat(files.problems()).isEmpty();
    List<Rule> rules = files.rules().rules();
    return new RulesBench(
            Map.of("Shop", cases), rules, RulesBenchCommand.watchedByDefault(), line -> {})
        .run();
  }

  private static List<TelemetryCase> withBaselines(TelemetryCase... faults) {
    List<TelemetryCase> cases = new ArrayList<>();
    cases.add(recording("base-1", null, 0, BASELINE_MINUTES, minute -> 10));
    cases.add(recording("base-2", null, 1000, BASELINE_MINUTES, minute -> 10));
    cases.addAll(List.of(faults));
    return cases;
  }

  private static TelemetryCase fault(String id, String type, IntToDoubleFunction percent) {
    int from = 2000 + 100 * Math.floorMod(id.hashCode(), 10);
    long start = DAY + TimeUnit.MINUTES.toMillis(from);
    return recording(
        id,
        new TelemetryCase.Fault("till", type, start + (long) (FAULT_AT * 60_000)),
        from,
        MINUTES,
        percent);
  }

  /** The processor of the service till, by the minute, with a little noise. */
  private static TelemetryCase recording(
      String id, TelemetryCase.Fault fault, int from, int minutes, IntToDoubleFunction percent) {
    Random random = new Random(from);
    NavigableMap<Long, Double> windows = new TreeMap<>();
    for (int minute = 0; minute < minutes; minute++) {
      windows.put(
          DAY + TimeUnit.MINUTES.toMillis(from + minute),
          percent.applyAsDouble(minute) + 0.1 * random.nextGaussian());
    }
    return new TelemetryCase(id, fault, Map.of("till", Map.of("CpuUsageRate", windows)));
  }
}
