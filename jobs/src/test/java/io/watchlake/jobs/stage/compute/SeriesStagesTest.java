package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.telemetry.NumberPoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class SeriesStagesTest {

  private static final int LIMIT = 100;
  private static final long DAY = Duration.ofDays(1).toNanos();

  @Test
  void aSeriesIsToldOfOncePerDay() throws Exception {
    try (var harness = sights()) {
      feed(harness, Points.longs(1, 0, 1).build());
      feed(harness, Points.longs(1, 0, 2).at(DAY - 1).build());
      feed(harness, Points.longs(1, 0, 3).at(DAY).build());
      feed(harness, Points.longs(1, 0, 4).at(DAY - 1).build());
      feed(harness, Points.longs(2, 0, 5).build());
      assertThat(side(harness, SightSeries.SIGHTINGS))
          .extracting(sighting -> sighting.series().id(), SeriesSighting::epochDay)
          .containsExactly(tuple(1L, 0), tuple(1L, 1), tuple(2L, 0));
      assertThat(harness.extractOutputValues()).hasSize(5);
      assertThat(side(harness, SightSeries.COLLISIONS)).isEmpty();
    }
  }

  @Test
  void aPointWhoseIdStandsForAnotherSeriesIsADeadLetter() throws Exception {
    try (var harness = sights()) {
      feed(harness, Points.longs(1, 0, 1).build());
      NumberPoint other = Points.longs(1, 3, 9).buildOf(Points.series(1, 999));
      feed(harness, other);
      assertThat(harness.extractOutputValues()).hasSize(1);
      List<DeadLetter> letters = side(harness, SightSeries.COLLISIONS);
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).reason()).isEqualTo(DeadLetter.Reason.SERIES_COLLISION);
      assertThat(letters.get(0).origin()).isEqualTo(other.origin());
    }
  }

  @Test
  void theCacheIsBounded() {
    SeenSeries seen = new SeenSeries(2);
    for (long id = 0; id < 10; id++) {
      assertThat(seen.see(Points.series(id, id), 0)).isEqualTo(SeenSeries.Sighting.NEW);
      assertThat(seen.see(Points.series(id, id), 0)).isEqualTo(SeenSeries.Sighting.KNOWN);
      assertThat(seen.size()).isLessThanOrEqualTo(2);
    }
    assertThat(seen.see(Points.series(0, 0), 0)).isEqualTo(SeenSeries.Sighting.NEW);
  }

  @Test
  void ofManySeriesTheCacheKnowsEach() {
    SeenSeries seen = new SeenSeries(10_000);
    for (long id = 0; id < 1000; id++) {
      assertThat(seen.see(Points.series(id, -id), id % 2 * DAY)).isEqualTo(SeenSeries.Sighting.NEW);
    }
    for (long id = 0; id < 1000; id++) {
      assertThat(seen.see(Points.series(id, -id), id % 2 * DAY))
          .isEqualTo(SeenSeries.Sighting.KNOWN);
      assertThat(seen.see(Points.series(id, 7), 0)).isEqualTo(SeenSeries.Sighting.COLLISION);
      assertThat(seen.see(Points.series(id, -id), 2 * DAY)).isEqualTo(SeenSeries.Sighting.NEW);
    }
    assertThat(seen.size()).isEqualTo(1000);
  }

  @Test
  void theCatalogPassesASeriesOncePerDayAndForgetsTheDay() throws Exception {
    try (var harness = catalog()) {
      harness.processElement(sighting(1, 1, 0));
      harness.processElement(sighting(1, 1, 5));
      harness.processElement(sighting(2, 2, 5));
      harness.processElement(sighting(1, 1, DAY));
      assertThat(harness.extractOutputValues()).hasSize(3);
      assertThat(harness.numKeyedStateEntries()).as("one of a key group").isEqualTo(2);

      long endOfFirstDay = Duration.ofDays(1).plus(CatalogSeries.SLACK).toMillis();
      harness.processWatermark(endOfFirstDay - 1);
      harness.processElement(sighting(2, 2, DAY - 1));
      assertThat(harness.extractOutputValues()).as("still remembered").hasSize(3);

      harness.processWatermark(endOfFirstDay);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
      harness.processWatermark(endOfFirstDay + Duration.ofDays(1).toMillis());
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aSightingOfAForgottenDayPassesAndLeavesNoState() throws Exception {
    try (var harness = catalog()) {
      harness.processWatermark(Duration.ofDays(3).toMillis());
      harness.processElement(sighting(1, 1, 0));
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void ofAMetricAndDayAsManySeriesAreRememberedAsTheLimitSaysThroughRestarts() throws Exception {
    OperatorSubtaskState state;
    try (var harness = catalog()) {
      for (long id = 0; id < LIMIT + 50; id++) {
        harness.processElement(sighting(id, id, 0));
      }
      assertThat(harness.extractOutputValues()).hasSize(LIMIT + 50);
      state = harness.snapshot(1, 1);
    }
    try (var harness = newCatalog()) {
      harness.initializeState(state);
      harness.open();
      for (long id = 0; id < LIMIT + 60; id++) {
        harness.processElement(sighting(id, id, 1));
      }
      assertThat(harness.extractOutputValues())
          .as("those beyond the limit, again and for the first time")
          .extracting(sighting -> sighting.series().id())
          .containsExactlyElementsOf(LongStream.range(LIMIT, LIMIT + 60).boxed().toList());
      harness.processElement(sighting(LIMIT + 1, LIMIT + 1, DAY));
      harness.processElement(sighting(LIMIT + 1, LIMIT + 1, DAY));
      assertThat(harness.extractOutputValues()).as("once on another day").hasSize(61);
    }
  }

  @Test
  void thereAreNoMoreEntriesThanKeyGroups() throws Exception {
    try (var harness = newCatalog(10_000)) {
      harness.open();
      for (long id = 0; id < 10_000; id++) {
        harness.processElement(sighting(id, id, 0));
        harness.processElement(sighting(id, id, 0));
      }
      assertThat(harness.extractOutputValues()).hasSize(10_000);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(BucketKeys.MAX_PARALLELISM);
      assertThat(harness.numEventTimeTimers()).isEqualTo(BucketKeys.MAX_PARALLELISM);
    }
  }

  @Test
  void bothMeaningsOfAnIdReachTheTable() throws Exception {
    try (var harness = catalog()) {
      harness.processElement(sighting(1, 1, 0));
      harness.processElement(sighting(1, 999, 0));
      assertThat(harness.extractOutputValues())
          .extracting(sighting -> sighting.series().check())
          .containsExactly(1L, 999L);
    }
  }

  @Test
  void whatTheCatalogKnowsIsRestored() throws Exception {
    OperatorSubtaskState state;
    try (var harness = catalog()) {
      harness.processElement(sighting(1, 1, 0));
      state = harness.snapshot(1, 1);
    }
    try (var harness = newCatalog()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(sighting(1, 1, 1));
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static StreamRecord<SeriesSighting> sighting(long id, long check, long time) {
    return new StreamRecord<>(
        new SeriesSighting("live", time, Points.series(id, check)), time / 1_000_000);
  }

  private static OneInputStreamOperatorTestHarness<PointBatch, PointBatch> sights()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<PointBatch, PointBatch>(
            new ProcessOperator<>(new SightBatches()));
    harness.setup(
        TelemetryTypes.POINT_BATCH.createSerializer(new ExecutionConfig().getSerializerConfig()));
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, SeriesSighting, SeriesSighting>
      catalog() throws Exception {
    var harness = newCatalog();
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, SeriesSighting, SeriesSighting>
      newCatalog() throws Exception {
    return newCatalog(LIMIT);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, SeriesSighting, SeriesSighting>
      newCatalog(int limit) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new CatalogSeriesOperator(new CatalogSeries(new SeriesLimit(limit))),
        sighting -> CatalogSeries.key(sighting.series().id()),
        Types.LONG,
        BucketKeys.MAX_PARALLELISM,
        1,
        0);
  }

  private static void feed(
      OneInputStreamOperatorTestHarness<PointBatch, PointBatch> harness, NumberPoint point)
      throws Exception {
    harness.processElement(new StreamRecord<>(Points.batch(point), 0));
  }

  private static <T> List<T> side(
      OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<T> tag) {
    var output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }
}
