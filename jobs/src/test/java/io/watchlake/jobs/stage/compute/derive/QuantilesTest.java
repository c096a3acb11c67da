package io.watchlake.jobs.stage.compute.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The quantile of all values of a group's series, from their sketches and histograms. */
class QuantilesTest {

  @Test
  void theValuesOfAllSeriesOfAGroupCountAlike() throws Exception {
    List<Rollup> rollups = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      int from = part;
      rollups.add(
          sketched(
              Map.of("service", "shop", "till", "" + part),
              IntStream.range(0, 250).mapToDouble(i -> 4.0 * i + from + 1).toArray()));
    }
    rollups.add(sketched(Map.of("service", "bank"), -8, -8, -8, -8));
    rollups.add(sketched(Map.of("service", "idle"), 0, 0, 0));

    assertThat(values("quantile(0.95, wait) by (service)", rollups))
        .hasSize(3)
        .hasEntrySatisfying(
            Map.of("service", "shop"),
            value -> assertThat(value).isCloseTo(950, within(950 * 0.02)))
        .hasEntrySatisfying(
            Map.of("service", "bank"), value -> assertThat(value).isCloseTo(-8, within(0.16)))
        .hasEntrySatisfying(Map.of("service", "idle"), value -> assertThat(value).isZero());
  }

  @Test
  void histogramsAreTakenAsTheyAre() throws Exception {
    Rollup histogram =
        Windows.histogram("wait", Map.of(), 30, new double[] {1, 2, 4}, new long[] {10, 10, 0, 0});
    assertThat(values("quantile(0.75, wait)", List.of(histogram)))
        .isEqualTo(values("histogram_quantile(0.75, sum(rate(wait)))", List.of(histogram)))
        .containsEntry(Map.of(), 1.5);
  }

  @Test
  void valuesWithoutASketchHaveNone() throws Exception {
    assertThat(
            values("quantile(0.5, wait)", List.of(Windows.gauge("wait", Map.of(), false, 1, 2, 3))))
        .isEmpty();
  }

  private static Map<Map<String, String>, Double> values(String formula, List<Rollup> rollups)
      throws Exception {
    try (DeriveHarness derive =
        new DeriveHarness(
                List.of(Derivation.read("derived", "", "", formula, Map.of())), CustomMetrics.NONE)
            .open()) {
      rollups.forEach(derive::feed);
      derive.watermark(Duration.ofMinutes(1));
      return DeriveHarness.values(derive.told());
    }
  }

  private static Rollup sketched(Map<String, String> labels, double... points) {
    Rollup plain = Windows.gauge("wait", labels, false, points);
    ValueSketch.Builder sketch = new ValueSketch.Builder();
    Arrays.stream(points).forEach(sketch::add);
    ValueSketch built = sketch.build();
    return new Rollup(
        plain.timeline(),
        plain.series(),
        plain.resolution(),
        plain.windowUnixNano(),
        plain.revision(),
        plain.count(),
        plain.sum(),
        plain.min(),
        plain.max(),
        plain.last(),
        plain.lastUnixNano(),
        plain.stale(),
        null,
        null,
        built == null ? null : built.told(),
        null);
  }
}
