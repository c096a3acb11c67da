package io.watchlake.jobs.stage.compute.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class ComputeDerivedTest {

  private static final Duration CLOSED = Duration.ofMinutes(1);

  private static final List<Derivation> SUM =
      List.of(
          Derivation.read(
              "all_x", "By", "All of x.", "sum by (service) (x)", Map.of("kind", "total")));

  private static final Rollup ONE = Windows.gauge("x", Map.of("service", "a", "i", "1"), false, 10);
  private static final Rollup TWO = Windows.gauge("x", Map.of("service", "a", "i", "2"), false, 5);

  @Test
  void aValueIsToldOnceWhenTheWindowHasClosed() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.watermark(CLOSED.minusMillis(2));
      assertThat(derive.told()).isEmpty();
      derive.watermark(CLOSED.minusMillis(1));
      derive.watermark(CLOSED.plusMinutes(2));
      assertThat(derive.told()).hasSize(1);

      Rollup told = derive.told().get(0);
      assertThat(told.series().metric()).isEqualTo("all_x");
      assertThat(told.series().unit()).isEqualTo("By");
      assertThat(told.series().description()).isEqualTo("All of x.");
      assertThat(told.series().kind()).isEqualTo(MetricKind.GAUGE);
      assertThat(told.series().resource().service()).isEqualTo("a");
      assertThat(told.series().attributes().strings()).containsExactly(Map.entry("kind", "total"));
      assertThat(told.series().scope().version()).isEqualTo(SUM.get(0).version());
      assertThat(told.resolution()).isEqualTo(Resolution.MINUTE);
      assertThat(told.windowUnixNano()).isZero();
      assertThat(told.revision()).isZero();
      assertThat(told.count()).isEqualTo(1);
      assertThat(told.last()).isEqualTo(10);
      assertThat(told.lastUnixNano()).isBetween(0L, Windows.MINUTE - 1);
    }
  }

  @Test
  void aCorrectionIsToldWithAHigherRevision() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.watermark(CLOSED);
      derive.feed(TWO);
      derive.feed(Windows.at(Windows.gauge("x", Map.of("service", "a", "i", "1"), false, 7), 0, 1));
      derive.feed(ONE);
      assertThat(derive.told()).as("corrections are told together").hasSize(1);
      derive.watermark(CLOSED.plusSeconds(1));
      assertThat(derive.told())
          .extracting(Rollup::revision, Rollup::last)
          .containsExactly(tuple(0, 10.0), tuple(1, 12.0));
    }
  }

  @Test
  void aRepeatAndACorrectionThatChangesNothingAreNotTold() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.watermark(CLOSED);
      derive.feed(ONE);
      derive.feed(Windows.at(ONE, 0, 3));
      derive.watermark(CLOSED.plusMinutes(1));
      assertThat(derive.told()).hasSize(1);
    }
  }

  @Test
  void aValueThatIsGoneIsToldAsNone() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.watermark(CLOSED);
      derive.feed(Windows.at(Windows.gauge("x", Map.of("service", "a", "i", "1"), true), 0, 1));
      derive.watermark(CLOSED.plusMinutes(1));
      assertThat(derive.told()).extracting(Rollup::count).containsExactly(1L, 0L);
      assertThat(derive.told().get(1).last()).isNaN();
      assertThat(DeriveHarness.values(derive.told())).isEmpty();
    }
  }

  @Test
  void windowsAndGroupsAreApartAndNoStateIsLeft() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.feed(Windows.at(TWO, Windows.MINUTE, 0));
      derive.feed(Windows.gauge("x", Map.of("service", "b"), false, 1));
      derive.watermark(CLOSED.multipliedBy(2));
      assertThat(derive.told())
          .extracting(
              rollup -> rollup.series().resource().service(), Rollup::windowUnixNano, Rollup::last)
          .containsExactlyInAnyOrder(
              tuple("a", 0L, 10.0), tuple("a", Windows.MINUTE, 5.0), tuple("b", 0L, 1.0));
      assertThat(derive.harness().numKeyedStateEntries()).isPositive();

      derive.watermark(CLOSED.multipliedBy(2).plus(DeriveHarness.KEEP));
      assertThat(derive.harness().numKeyedStateEntries()).isZero();
      assertThat(derive.harness().numEventTimeTimers()).isZero();
      assertThat(derive.told()).hasSize(3);
    }
  }

  @Test
  void whatComesAfterAWindowIsForgottenLeavesNoState() throws Exception {
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.watermark(CLOSED.plus(DeriveHarness.KEEP));
      derive.feed(ONE);
      assertThat(derive.harness().numKeyedStateEntries()).isZero();
      derive.watermark(Duration.ofHours(1));
      assertThat(derive.told()).isEmpty();
    }
  }

  @Test
  void theLastWordDoesNotDependOnTheOrderNorOnWatermarksBetween() throws Exception {
    List<Derivation> derivations =
        List.of(
            Derivation.read("s", "", "", "sum by (service) (x) / 3", Map.of()),
            Derivation.read("m", "", "", "max by (service) (max_over_time(x))", Map.of()));
    Map<String, Double> expected = null;
    for (int seed = 0; seed < 40; seed++) {
      List<Rollup> told = run(derivations, seed, seed % 2 == 0);
      Map<String, Double> last = new TreeMap<>();
      Map<String, Integer> revisions = new TreeMap<>();
      for (Rollup rollup : told) {
        String of = rollup.series().id() + "/" + rollup.windowUnixNano();
        assertThat(rollup.revision()).isEqualTo(revisions.getOrDefault(of, -1) + 1);
        revisions.put(of, rollup.revision());
        last.put(of, rollup.last());
      }
      expected = expected == null ? last : expected;
      assertThat(last).isEqualTo(expected);
    }
    assertThat(expected).hasSize(2 * 2 * 3);
  }

  /** The same windows with the same corrections, in another order, live or all at the end. */
  private static List<Rollup> run(List<Derivation> derivations, int seed, boolean live)
      throws Exception {
    Random values = new Random(1);
    List<Rollup> rollups = new ArrayList<>();
    for (int window = 0; window < 3; window++) {
      for (int series = 0; series < 12; series++) {
        for (int revision = 0; revision < 3; revision++) {
          rollups.add(
              Windows.at(
                  Windows.gauge(
                      "x",
                      Map.of("service", "s" + series % 2, "i", "" + series),
                      false,
                      values.nextGaussian() * Math.pow(10, values.nextInt(12))),
                  window * Windows.MINUTE,
                  revision));
        }
      }
    }
    Collections.shuffle(rollups, new Random(seed));
    try (DeriveHarness derive = new DeriveHarness(derivations, CustomMetrics.NONE).open()) {
      for (int i = 0; i < rollups.size(); i++) {
        derive.feed(rollups.get(i));
        if (live && i % 20 == 0) {
          derive.watermark(Duration.ofSeconds(i * 2L));
        }
      }
      derive.watermark(Duration.ofMillis(Long.MAX_VALUE));
      return derive.told();
    }
  }

  @Test
  void whatWasBegunIsRestored() throws Exception {
    OperatorSubtaskState state;
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      derive.watermark(CLOSED);
      derive.feed(TWO);
      state = derive.harness().snapshot(1, 1);
    }
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE)) {
      derive.harness().initializeState(state);
      derive.open();
      derive.watermark(CLOSED.plusMinutes(1));
      assertThat(derive.told())
          .extracting(Rollup::revision, Rollup::last)
          .containsExactly(tuple(1, 15.0));
    }
  }

  @Test
  void aDerivationThatIsNoLongerThereIsDroppedQuietly() throws Exception {
    OperatorSubtaskState state;
    try (DeriveHarness derive = new DeriveHarness(SUM, CustomMetrics.NONE).open()) {
      derive.feed(ONE);
      state = derive.harness().snapshot(1, 1);
    }
    try (DeriveHarness derive = new DeriveHarness(List.of(), CustomMetrics.NONE)) {
      derive.harness().initializeState(state);
      derive.open();
      derive.watermark(Duration.ofHours(1));
      assertThat(derive.told()).isEmpty();
      assertThat(derive.harness().numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void customMetricsAreFoundWithoutTheirNamespaceAndDefaultsLabelWhatIsMade() throws Exception {
    CustomMetrics custom =
        CustomMetrics.of(
            "dora", Map.of("environment", "production", "service", "other", "kind", "default"));
    try (DeriveHarness derive = new DeriveHarness(SUM, custom).open()) {
      derive.feed(Windows.gauge("dora_x", Map.of("service", "a"), false, 3));
      derive.feed(Windows.gauge("dora.x", Map.of("zone", "z"), false, 4));
      derive.feed(Windows.gauge("dorax", Map.of("service", "c"), false, 5));
      derive.watermark(CLOSED);
      assertThat(DeriveHarness.values(derive.told()))
          .containsOnly(
              Map.entry(Map.of("service", "a", "environment", "production", "kind", "total"), 3.0),
              Map.entry(
                  Map.of(
                      "service", "unknown_service", "environment", "production", "kind", "total"),
                  4.0));
    }
  }
}
