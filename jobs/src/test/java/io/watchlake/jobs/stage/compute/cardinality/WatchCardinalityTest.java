package io.watchlake.jobs.stage.compute.cardinality;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.cardinality.SketchBuffer;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.model.metric.CardinalityMetric;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.sketch.DistinctSketch;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class WatchCardinalityTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR = Resolution.HOUR.nanos();
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final int LIMIT = 1_000;
  private static final Resource SHOP = new Resource("shop", attributes("service.name", "shop"));

  @Test
  void theLabelWithTheMostValuesIsNamedEachMinuteThereAreTooManySeries() throws Exception {
    try (var harness = opened()) {
      feed(harness, 0, 0, 3 * LIMIT);
      harness.processWatermark(MINUTE_MILLIS - 1);
      harness.processWatermark(3 * MINUTE_MILLIS - 1);

      List<Signal> signals = signals(harness);
      assertThat(signals)
          .extracting(Signal::timeUnixNano)
          .containsExactly(MINUTE, 2 * MINUTE, 3 * MINUTE);
      assertThat(signals).extracting(Signal::id).doesNotHaveDuplicates();
      assertThat(signals)
          .allSatisfy(
              signal -> {
                assertThat(signal.kind()).isEqualTo(SignalKind.CARDINALITY);
                assertThat(signal.key()).isEqualTo("requests");
                assertThat(signal.labels())
                    .containsExactly(
                        Map.entry(CardinalityMetric.LABEL, "user.id"),
                        Map.entry(CardinalityMetric.METRIC, "requests"));
                assertThat(signal.value()).isBetween(2_700.0, 3_300.0);
                assertThat(signal.evidence()).containsEntry("limit", "1000");
                assertThat(Long.parseLong(signal.evidence().get("label_values")))
                    .isBetween(2_700L, 3_300L);
              });
      assertThat(harness.extractOutputValues())
          .extracting(Rollup::windowUnixNano)
          .containsExactly(0L, MINUTE, 2 * MINUTE);
      assertThat(harness.extractOutputValues())
          .allSatisfy(
              rollup -> {
                assertThat(rollup.series().metric()).isEqualTo(CardinalityMetric.NAME);
                assertThat(rollup.last()).isBetween(2_700.0, 3_300.0);
              });
    }
  }

  @Test
  void aMetricWithinItsLimitIsNotSpokenOf() throws Exception {
    try (var harness = opened()) {
      feed(harness, 0, 0, LIMIT / 2);
      feed(harness, 0, 0, LIMIT / 2);
      feed(harness, HOUR, LIMIT / 4, LIMIT * 3 / 4);
      harness.processWatermark(2 * HOUR_MILLIS);
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(signals(harness)).isEmpty();
    }
  }

  @Test
  void whatIsLongPastCountsNoMoreAndLeavesNoState() throws Exception {
    try (var harness = opened()) {
      feed(harness, 0, 0, 3 * LIMIT);
      harness.processWatermark(4 * HOUR_MILLIS - 2);
      assertThat(signals(harness)).hasSize(4 * 60 - 1);
      assertThat(harness.numKeyedStateEntries()).isPositive();
      harness.processWatermark(9 * HOUR_MILLIS);
      assertThat(signals(harness)).hasSize(4 * 60 - 1);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();

      feed(harness, 0, 0, 3 * LIMIT);
      assertThat(harness.numKeyedStateEntries()).as("too late").isZero();
    }
  }

  @Test
  void whatIsKnownIsRestored() throws Exception {
    OperatorSubtaskState state;
    try (var harness = opened()) {
      feed(harness, 0, 0, LIMIT * 3 / 4);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, 0, LIMIT * 3 / 4, LIMIT * 3 / 2);
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(signals(harness))
          .singleElement()
          .satisfies(signal -> assertThat(signal.value()).isBetween(1_350.0, 1_650.0));
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aFloodOfLabelsIsNamedAsThat() throws Exception {
    SketchBuffer buffer = new SketchBuffer();
    for (int i = 0; i < 3 * LIMIT; i++) {
      buffer.add("live", series(i, attributes("label " + i, "v")), 0);
    }
    List<SeriesSketch> sketches = new ArrayList<>();
    buffer.drain(sketches::add);
    assertThat(sketches)
        .singleElement()
        .satisfies(sketch -> assertThat(sketch.labels()).hasSizeLessThan(70));
    try (var harness = opened()) {
      harness.processElement(new StreamRecord<>(sketches.get(0)));
      harness.processWatermark(MINUTE_MILLIS);
      assertThat(signals(harness))
          .extracting(signal -> signal.labels().get(CardinalityMetric.LABEL))
          .containsExactly("*");
    }
  }

  @Test
  void theEstimateOfManyReadersIsThatOfTheSeriesTheySawTogether() throws Exception {
    try (var harness = opened()) {
      for (int reader = 0; reader < 8; reader++) {
        feed(harness, 0, reader * LIMIT / 2, reader * LIMIT / 2 + LIMIT);
      }
      harness.processWatermark(MINUTE_MILLIS);
      double together = 4.5 * LIMIT;
      assertThat(signals(harness).get(0).value())
          .isBetween(
              together * (1 - 4 * DistinctSketch.STANDARD_ERROR),
              together * (1 + 4 * DistinctSketch.STANDARD_ERROR));
    }
  }

  /** Series of a user each; they share a service and one of three routes. */
  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, SeriesSketch, Rollup> harness,
      long time,
      int from,
      int to)
      throws Exception {
    SketchBuffer buffer = new SketchBuffer();
    for (int i = from; i < to; i++) {
      Map<String, String> labels = new TreeMap<>();
      labels.put("user.id", "user " + i);
      labels.put("route", "/" + i % 3);
      buffer.add(
          "live", series(i, new Attributes(labels, Map.of(), Map.of(), Map.of(), null)), time);
    }
    List<SeriesSketch> sketches = new ArrayList<>();
    buffer.drain(sketches::add);
    for (SeriesSketch sketch : sketches) {
      harness.processElement(new StreamRecord<>(sketch));
    }
  }

  private static Series series(long id, Attributes attributes) {
    return new Series(
        id,
        id,
        "requests",
        "",
        "",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        SHOP,
        Scope.EMPTY,
        attributes);
  }

  private static Attributes attributes(String label, String value) {
    return new Attributes(Map.of(label, value), Map.of(), Map.of(), Map.of(), null);
  }

  private static List<Signal> signals(
      KeyedOneInputStreamOperatorTestHarness<String, SeriesSketch, Rollup> harness) {
    var output = harness.getSideOutput(WatchCardinality.SIGNALS);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, SeriesSketch, Rollup> opened()
      throws Exception {
    var harness = harness();
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, SeriesSketch, Rollup> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new WatchCardinality(new SeriesLimit(LIMIT))),
        SeriesSketch::metric,
        Types.STRING);
  }
}
