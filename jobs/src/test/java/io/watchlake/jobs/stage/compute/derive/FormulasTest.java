package io.watchlake.jobs.stage.compute.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code derived/formulas.yaml}, by our operators and, where they agree, PromQL. */
class FormulasTest {

  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  static Stream<FormulaCase> cases() throws IOException {
    return FormulaCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theValueOfEachGroup(FormulaCase of) throws Exception {
    List<Rollup> rollups = new ArrayList<>(of.rollups());
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(rollups, new Random(seed));
      try (DeriveHarness derive = new DeriveHarness(of.derivations(), CustomMetrics.NONE).open()) {
        rollups.forEach(derive::feed);
        assertThat(derive.told()).as("before the window closes").isEmpty();
        derive.watermark(Duration.ofMinutes(1));
        Map<Map<String, String>, Double> values = DeriveHarness.values(derive.told());
        Map<Map<String, String>, Double> expected = new LinkedHashMap<>();
        of.expected().forEach((labels, value) -> expected.put(asService(labels), value));
        assertThat(values).containsOnlyKeys(expected.keySet());
        expected.forEach(
            (labels, value) ->
                assertThat(values.get(labels)).as("of %s", labels).isCloseTo(value, within(1e-9)));
      }
    }
  }

  /** {@code job} is another name of the service. */
  private static Map<String, String> asService(Map<String, String> labels) {
    Map<String, String> named = new TreeMap<>(labels);
    if (named.containsKey("job")) {
      named.put("service", named.remove("job"));
    }
    return named;
  }

  /** A counter of 0 at the minute's start and of its growth at the end grows by just that. */
  @Test
  void promtoolGivesTheSameWhereItIsSaid(@TempDir Path folder) throws Exception {
    assumeThat(Files.isExecutable(PROMTOOL))
        .as("promtool is not installed (apt-get install prometheus): PromQL is not compared")
        .isTrue();
    StringBuilder text = new StringBuilder("evaluation_interval: 1m\ntests:\n");
    List<FormulaCase> same = cases().filter(FormulaCase::promql).toList();
    same.forEach(of -> promtoolTest(of, text));
    Path file = Files.writeString(folder.resolve("tests.yaml"), text);

    Process promtool =
        new ProcessBuilder(PROMTOOL.toString(), "test", "rules", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue())
        .as(Files.readString(folder.resolve("out.txt")) + "\n" + text)
        .isZero();
    assertThat(same).hasSizeGreaterThan(10);
  }

  private static void promtoolTest(FormulaCase of, StringBuilder text) {
    text.append("  - interval: 1m\n    input_series:\n");
    for (Map<String, Object> series : of.series()) {
      @SuppressWarnings("unchecked") // the file is the tests' own
      Map<String, String> labels = (Map<String, String>) series.get("labels");
      String values =
          series.containsKey("increase")
              ? "0 " + series.get("increase")
              : "_ " + (long) FormulaCase.numbers(series.get("points"))[0];
      text.append("      - series: '").append(series.get("metric")).append(labels(labels));
      text.append("'\n        values: '").append(values).append("'\n");
    }
    text.append("    promql_expr_test:\n      - expr: '").append(of.formula());
    text.append("'\n        eval_time: 1m\n        exp_samples:");
    text.append(of.expected().isEmpty() ? " []\n" : "\n");
    of.expected()
        .forEach(
            (labels, value) ->
                text.append("          - {labels: '")
                    .append(labels(labels))
                    .append("', value: ")
                    .append(value)
                    .append("}\n"));
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }
}
