package io.watchlake.jobs.stage.compute.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.jobs.stage.compute.BroadcastHarness;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detectors at work on series: the same scores as on files, whatever comes and goes between. */
@SuppressWarnings("try") // the harness may be interrupted when it closes
class DetectAnomaliesTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();

  /** Tells every score that is not 0. */
  private static final Watch ALL = watch(1e-300, Map.of(), Map.of(), Profile.FULL);

  private final Gauge gauge = new Gauge(7, "latency");

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theScoresAreThoseOfTheDetectorOnTheSameValuesToTheBitAlsoAcrossSavepoints(Profile profile)
      throws Exception {
    double[] values = Gauge.values(3000, 1);
    double[] other = Gauge.values(3000, 2);
    Gauge second = new Gauge(8, "latency");
    Watch watch = watch(1e-300, Map.of(), Map.of(), profile);
    List<Anomaly> told = new ArrayList<>();
    OperatorSubtaskState state = null;
    for (int from = 0; from < values.length; from += 750) {
      try (Bench bench = new Bench(watch, state)) {
        for (int i = from; i < from + 750; i++) {
          bench.take(gauge.minute(i, values[i]), second.minute(i, other[i]));
        }
        told.addAll(bench.told());
        state = bench.savepoint();
      }
    }
    assertThat(scores(told, gauge, values.length)).isEqualTo(byDetector(values, profile));
    assertThat(scores(told, second, values.length)).isEqualTo(byDetector(other, profile));
    assertThat(told).as("something was told").hasSizeGreaterThan(20);
  }

  @Test
  void anAnomalyTellsWhatWhereWhenAndWhy() throws Exception {
    double[] values = Gauge.values(401, 1);
    try (Bench bench = new Bench(watch(1, Map.of(), Map.of(), Profile.FULL), null)) {
      for (int i = 0; i < values.length; i++) {
        bench.take(gauge.minute(i, values[i]));
      }
      Anomaly anomaly = bench.told().get(bench.told().size() - 1);
      long window = Gauge.START + 400 * MINUTE;
      assertThat(anomaly.id()).isEqualTo("live/0000000000000007/1m/" + window + "/mean");
      assertThat(anomaly.timeUnixNano()).isEqualTo(window + MINUTE);
      assertThat(anomaly.service()).isEqualTo("shop");
      assertThat(anomaly.labels()).isEqualTo(Map.of("service.name", "shop", "till", "till-7"));
      assertThat(anomaly.value()).isEqualTo(values[400]);
      assertThat(anomaly.score()).isEqualTo(1);
      assertThat(anomaly.strength()).isGreaterThan(1);
      assertThat(anomaly.confidence()).isBetween(0.1, 1.0);
      assertThat(anomaly.expectation()).isEqualTo("range");
      assertThat(anomaly.words()).contains("the value stays in the range seen so far");
      assertThat(anomaly.model()).isEqualTo("series-2-full");
    }
  }

  @Test
  void repeatsCorrectionsAndOlderWindowsArePassedOver() throws Exception {
    double[] values = Gauge.values(1500, 3);
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < values.length; i++) {
        bench.take(
            gauge.minute(i, values[i]),
            gauge.minute(i, values[i]),
            gauge.window(Resolution.MINUTE, Gauge.START + i * MINUTE, 1, 1e9));
        if (i > 0 && i % 5 == 0) {
          bench.take(gauge.minute(i - 1, -1e9));
        }
      }
      assertThat(scores(bench.told(), gauge, values.length))
          .isEqualTo(byDetector(values, Profile.FULL));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aWindowWithoutAFiniteValueIsMissing(double missing) throws Exception {
    double[] values = Gauge.values(1500, 4);
    for (int i = 3; i < values.length; i += 11) {
      values[i] = missing;
    }
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < values.length; i++) {
        bench.take(gauge.minute(i, values[i]));
      }
      assertThat(scores(bench.told(), gauge, values.length))
          .isEqualTo(byDetector(values, Profile.FULL));
    }
  }

  @Test
  void hugeValuesAndSumsThatOverflowAreTaken() throws Exception {
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < 2000; i++) {
        double value = i % 7 == 0 ? 1e308 : i % 7 == 1 ? -1e308 : i % 7 == 2 ? 1e-300 : i;
        bench.take(gauge.minute(i, value));
      }
      // Two values of 1e308 in a window: their sum is infinite, and so the mean is none.
      bench.take(
          gauge.rollup(
              Resolution.MINUTE,
              Gauge.START + 2000 * MINUTE,
              0,
              2,
              Double.POSITIVE_INFINITY,
              null));
      assertThat(bench.told())
          .allSatisfy(
              anomaly -> {
                assertThat(anomaly.score()).isBetween(0.0, 1.0);
                assertThat(anomaly.confidence()).isBetween(0.0, 1.0);
                assertThat(anomaly.strength()).isFinite();
              });
    }
  }

  @Test
  void aMillionEqualWindowsAreNothingAndDoNotGrow() throws Exception {
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < 1_000_000; i++) {
        bench.take(gauge.minute(i, 42));
      }
      assertThat(bench.told()).isEmpty();
      assertThat(bench.keys()).isEqualTo(1);
      assertThat(bench.timers()).isEqualTo(1);
      assertThat(bench.savepointBytes()).isLessThan(20_000);

      bench.take(gauge.minute(1_000_000, 43));
      assertThat(bench.told()).singleElement().extracting(Anomaly::score).isEqualTo(1.0);
    }
  }

  @Test
  void aSeriesIsForgottenAWeekAfterItsLastWindow() throws Exception {
    try (Bench bench = new Bench(ALL, null)) {
      bench.take(gauge.minute(0, 1), new Gauge(8, "latency").minute(0, 1));
      bench.take(gauge.minute(600, 1));
      bench.time(Gauge.START + DetectAnomalies.KEPT.toNanos());
      assertThat(bench.keys()).isEqualTo(2);

      bench.time(Gauge.START + DetectAnomalies.KEPT.toNanos() + 2 * Resolution.HOUR.nanos());
      assertThat(bench.keys()).as("the one that went on longer").isEqualTo(1);
      assertThat(bench.timers()).isEqualTo(1);

      bench.time(Gauge.START + DetectAnomalies.KEPT.toNanos() + 12 * Resolution.HOUR.nanos());
      assertThat(bench.keys()).isZero();
      assertThat(bench.timers()).isZero();
    }
  }

  @Test
  void aSeriesIsJudgedByTheFinestWindowsItHas() throws Exception {
    double[] values = Gauge.values(3000, 5);
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < 500; i++) {
        bench.take(gauge.minute(i, 5));
      }
      // Six windows of ten seconds a minute, and then the minute, which is another value.
      for (int i = 0; i < values.length; i++) {
        bench.take(
            gauge.window(
                Resolution.TEN_SECONDS,
                Gauge.START + 500 * MINUTE + i * Resolution.TEN_SECONDS.nanos(),
                0,
                values[i]));
        if (i % 6 == 5) {
          bench.take(gauge.minute(500 + i / 6, -1000));
        }
      }
      double[] scores = new double[values.length];
      for (Anomaly anomaly : bench.told()) {
        assertThat(anomaly.resolution()).isEqualTo(Resolution.TEN_SECONDS);
        scores[
                (int)
                    ((anomaly.windowUnixNano() - Gauge.START - 500 * MINUTE)
                        / Resolution.TEN_SECONDS.nanos())] =
            anomaly.score();
      }
      assertThat(scores)
          .isEqualTo(
              byDetector(values, Profile.FULL, Gauge.START + 500 * MINUTE, Resolution.TEN_SECONDS));

      // They are asked for no more: after ten minutes without, minutes count again.
      int before = bench.told().size();
      for (int i = 1000; i < 1400; i++) {
        bench.take(gauge.minute(i, i == 1399 ? 9 : 5));
      }
      assertThat(bench.told().subList(before, bench.told().size()))
          .singleElement()
          .extracting(Anomaly::value)
          .isEqualTo(9.0);
    }
  }

  @Test
  void ofACounterTheGrowthASecondIsJudgedAndAResetIsNothing() throws Exception {
    try (Bench bench = new Bench(ALL, null)) {
      for (int i = 0; i < 400; i++) {
        // The counter begins anew at 300; its growth is what the rollup says.
        double total = i < 300 ? i * 600.0 : (i - 300) * 600.0;
        bench.take(
            gauge.rollup(
                Resolution.MINUTE,
                Gauge.START + i * MINUTE,
                0,
                6,
                6 * total,
                new Rollup.Increase(600, i == 300 ? 1 : 0)));
      }
      assertThat(bench.told()).isEmpty();
      bench.take(
          gauge.rollup(
              Resolution.MINUTE,
              Gauge.START + 400 * MINUTE,
              0,
              6,
              1,
              new Rollup.Increase(1200, 0)));
      assertThat(bench.told()).singleElement().extracting(Anomaly::value).isEqualTo(20.0);
    }
  }

  @Test
  void aMetricMayHaveAThresholdAndAStatisticOfItsOwn() throws Exception {
    double[] values = Gauge.values(1500, 6);
    try (Bench bench =
        new Bench(
            watch(1, Map.of("latency", 1e-300), Map.of("latency", Statistic.COUNT), Profile.FULL),
            null)) {
      Gauge other = new Gauge(8, "queue");
      for (int i = 0; i < values.length; i++) {
        bench.take(
            gauge.rollup(
                Resolution.MINUTE, Gauge.START + i * MINUTE, 0, (long) values[i], Double.NaN, null),
            other.minute(i, values[i]));
      }
      double[] counts = new double[values.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = (long) values[i];
      }
      List<Anomaly> told = bench.told();
      assertThat(scores(told, gauge, counts.length)).isEqualTo(byDetector(counts, Profile.FULL));
      assertThat(told)
          .filteredOn(anomaly -> anomaly.metric().equals("queue"))
          .isNotEmpty()
          .allMatch(anomaly -> anomaly.strength() >= 1);
    }
  }

  @Test
  void whatIsSaidToBeNoneTakesEvidenceOffItsLikeAndNothingElse() throws Exception {
    double[] values = Gauge.values(400, 7);
    try (Bench bench = new Bench(watch(1, Map.of(), Map.of(), Profile.FULL), null)) {
      Gauge other = new Gauge(8, "latency");
      for (int i = 0; i < values.length; i++) {
        bench.take(gauge.minute(i, values[i]), other.minute(i, values[i]));
      }
      bench.told().forEach(anomaly -> assertThat(anomaly.lowered()).isZero());
      int before = bench.told().size();
      bench.take(gauge.minute(400, 400), other.minute(400, 400));
      List<Anomaly> first = bench.told().subList(before, bench.told().size());
      assertThat(first).hasSize(2);
      Anomaly marked = first.get(0);

      FalsePositive said = FalsePositive.of(marked, marked.timeUnixNano(), "ada");
      bench.say(said);
      bench.say(said); // counts once
      bench.say(
          new FalsePositive(
              "live", "x", marked.series(), "spread", 1e9, marked.timeUnixNano(), ""));
      before = bench.told().size();
      for (int i = 401; i < 440; i++) {
        bench.take(gauge.minute(i, values[i - 200]), other.minute(i, values[i - 200]));
      }
      bench.take(gauge.minute(440, 900), other.minute(440, 900));
      List<Anomaly> second = bench.told().subList(before, bench.told().size());
      Anomaly unmarked = second.get(second.size() - 1);
      assertThat(unmarked.series()).endsWith("8");
      assertThat(unmarked.expectation()).isEqualTo(marked.expectation());
      assertThat(unmarked.lowered()).isZero();
      assertThat(second)
          .filteredOn(anomaly -> anomaly.series().endsWith("7"))
          .filteredOn(anomaly -> anomaly.windowUnixNano() == unmarked.windowUnixNano())
          .singleElement()
          .satisfies(
              anomaly -> {
                assertThat(anomaly.lowered()).isEqualTo(1);
                assertThat(anomaly.strength()).isEqualTo(unmarked.strength() / 2);
                assertThat(anomaly.words()).contains("halved 1 times");
              });
    }
  }

  @Test
  void whatWasSaidIsForgottenAfterHalfAYear() throws Exception {
    try (Bench bench = new Bench(ALL, null)) {
      bench.say(said("a", "one", 0));
      bench.say(said("b", "two", Tolerance.KEPT.toNanos()));
      assertThat(bench.tolerances()).isEqualTo(2);
      bench.say(said("b", "three", Tolerance.KEPT.toNanos() + 1));
      assertThat(bench.tolerances()).isEqualTo(1);
    }
  }

  private static FalsePositive said(String series, String anomaly, long at) {
    return new FalsePositive("live", anomaly, series, "range", 1, at, "");
  }

  private static Watch watch(
      double threshold,
      Map<String, Double> thresholds,
      Map<String, Statistic> statistics,
      Profile profile) {
    return new Watch(
        SeriesSelection.parse("*"),
        SeriesSelection.NONE,
        profile,
        threshold,
        new TreeMap<>(thresholds),
        new TreeMap<>(statistics),
        CustomMetrics.NONE);
  }

  /** The score of each minute; 0 where nothing was told. */
  private static double[] scores(List<Anomaly> told, Gauge of, int length) {
    double[] scores = new double[length];
    String series = String.format("%016x", of.series().id());
    for (Anomaly anomaly : told) {
      if (anomaly.series().equals(series)) {
        scores[(int) ((anomaly.windowUnixNano() - Gauge.START) / MINUTE)] = anomaly.score();
      }
    }
    return scores;
  }

  private static double[] byDetector(double[] values, Profile profile) {
    return byDetector(values, profile, Gauge.START, Resolution.MINUTE);
  }

  /** What {@code detect} writes: a detector, row by row. */
  private static double[] byDetector(
      double[] values, Profile profile, long start, Resolution resolution) {
    SeriesDetector detector = new SeriesDetector(profile);
    double[] scores = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scores[i] = detector.update((start + i * resolution.nanos()) / 1_000_000, values[i]).score();
    }
    return scores;
  }

  /** The stage on a table, with all that it told. */
  private static final class Bench implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, Rollup, FalsePositive, Anomaly> harness;
    private long savepoints;

    Bench(Watch watch, OperatorSubtaskState state) throws Exception {
      harness =
          BroadcastHarness.open(
              new DetectAnomalies(watch),
              List.of(DetectAnomalies.TOLERANCES),
              DetectAnomalies::key,
              AnomalyTypes.ANOMALY,
              state);
      harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    }

    void take(Rollup... rollups) throws Exception {
      for (Rollup rollup : rollups) {
        harness.processElement(rollup, rollup.endUnixNano() / 1_000_000);
      }
    }

    void say(FalsePositive said) throws Exception {
      harness.processBroadcastElement(said, 0);
    }

    void time(long unixNano) throws Exception {
      harness.processWatermark(new Watermark(unixNano / 1_000_000));
    }

    List<Anomaly> told() {
      return harness.extractOutputValues();
    }

    OperatorSubtaskState savepoint() throws Exception {
      return harness.snapshot(++savepoints, 0);
    }

    long savepointBytes() throws Exception {
      return savepoint().getManagedKeyedState().iterator().next().getStateSize();
    }

    int keys() {
      HeapKeyedStateBackend<?> backend =
          (HeapKeyedStateBackend<?>)
              ((AbstractStreamOperator<?>) harness.getOperator()).<String>getKeyedStateBackend();
      return backend.numKeyValueStateEntries();
    }

    int timers() {
      return harness.numEventTimeTimers();
    }

    int tolerances() throws Exception {
      int count = 0;
      for (var ignored : harness.getBroadcastState(DetectAnomalies.TOLERANCES).immutableEntries()) {
        count++;
      }
      return count;
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
