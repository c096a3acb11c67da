package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.model.metric.Derivation;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A case of {@code derived/formulas.yaml}.
 *
 * @param name what it shows
 * @param promql whether PromQL gives the same
 * @param formula a formula, or the name of a metric of the catalogue
 * @param series the minute of each series, as it is written
 * @param expected the value of each group, by its labels
 */
record FormulaCase(
    String name,
    boolean promql,
    String formula,
    List<Map<String, Object>> series,
    Map<Map<String, String>, Double> expected) {

  static List<FormulaCase> all() throws IOException {
    try (InputStream in = FormulaCase.class.getResourceAsStream("/derived/formulas.yaml")) {
      List<Map<String, Object>> cases =
          cast(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
      return cases.stream().map(FormulaCase::of).toList();
    }
  }

  private static FormulaCase of(Map<String, Object> from) {
    Map<Map<String, String>, Double> expected = new LinkedHashMap<>();
    for (Map<String, Object> group :
        FormulaCase.<List<Map<String, Object>>>cast(from.get("expect"))) {
      expected.put(
          new TreeMap<>(FormulaCase.<Map<String, String>>cast(group.get("labels"))),
          number(group.get("value")));
    }
    return new FormulaCase(
        (String) from.get("case"),
        "same".equals(from.get("promql")),
        (String) from.get("formula"),
        cast(from.get("series")),
        expected);
  }

  /** The derivations: one, or all that the catalogue has for a name. */
  List<Derivation> derivations() {
    return MetricCatalogue.find(formula)
        .map(metric -> metric.derivations())
        .orElseGet(() -> List.of(Derivation.read("derived", "", "", formula, Map.of())));
  }

  List<Rollup> rollups() {
    return series.stream().map(FormulaCase::rollup).toList();
  }

  static Rollup rollup(Map<String, Object> of) {
    String metric = (String) of.get("metric");
    Map<String, String> labels = cast(of.get("labels"));
    if (of.containsKey("increase")) {
      return Windows.counter(metric, labels, number(of.get("increase")));
    }
    if (of.get("histogram") instanceof Map<?, ?> histogram) {
      return Windows.histogram(
          metric,
          labels,
          number(histogram.get("sum")),
          numbers(histogram.get("bounds")),
          counts(histogram.get("counts")));
    }
    if (of.get("exponential") instanceof Map<?, ?> exponential) {
      return Windows.exponential(
          metric,
          labels,
          number(exponential.get("sum")),
          (int) number(exponential.get("scale")),
          (int) number(exponential.get("offset")),
          counts(exponential.get("counts")));
    }
    return Windows.gauge(
        metric, labels, Boolean.TRUE.equals(of.get("stale")), numbers(of.get("points")));
  }

  static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  static double[] numbers(Object values) {
    return FormulaCase.<List<Number>>cast(values).stream()
        .mapToDouble(Number::doubleValue)
        .toArray();
  }

  private static long[] counts(Object values) {
    return FormulaCase.<List<Number>>cast(values).stream().mapToLong(Number::longValue).toArray();
  }

  @SuppressWarnings("unchecked") // the file is the tests' own
  private static <T> T cast(Object value) {
    return (T) value;
  }

  @Override
  public String toString() {
    return name;
  }
}
