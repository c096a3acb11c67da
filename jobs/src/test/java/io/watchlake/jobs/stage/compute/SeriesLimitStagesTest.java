package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.otlp.codec.OverflowSeries;
import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.sketch.DistinctSketch;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** More series than the limit of their metric, through the stages that make rollups. */
class SeriesLimitStagesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final long HOUR = Resolution.HOUR.nanos();
  private static final Duration LATENESS = Duration.ofMinutes(5);

  /** All ids here are of one bucket, so the share of a bucket is what counts. */
  private static final SeriesLimit LIMIT = new SeriesLimit(640);

  private static final int WITHIN = LIMIT.ofBucket();

  @Test
  void whatIsBeyondTheLimitIsOneSeriesAndEveryPointCounts() throws Exception {
    try (Stages stages = new Stages()) {
      List<NumberPoint> points = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        points.add(gauge(i).at(SECOND).value(i).build());
      }
      stages.send(points);
      stages.passed(MINUTE);

      Map<Boolean, List<Rollup>> minutes = stages.minutes();
      assertThat(minutes.get(false)).hasSize(WITHIN);
      assertThat(minutes.get(true))
          .singleElement()
          .satisfies(
              rollup -> {
                assertThat(rollup.count()).isEqualTo(1_000 - WITHIN);
                assertThat(rollup.max()).isEqualTo(999);
                assertThat(rollup.series().metric()).isEqualTo("requests");
                assertThat(rollup.series().resource().service())
                    .isEqualTo(Resource.UNKNOWN_SERVICE);
                assertThat(rollup.series().attributes().booleans())
                    .containsExactly(Map.entry(OverflowSeries.ATTRIBUTE, true));
              });
      assertThat(stages.sum()).isEqualTo(999 * 1_000 / 2);
      assertThat(stages.state()).as("series remembered").isEqualTo(WITHIN);
    }
  }

  @Test
  void whoIsWithinStaysWithinThroughARestart() throws Exception {
    Set<Long> within = new HashSet<>();
    OperatorSubtaskState first;
    OperatorSubtaskState second;
    try (Stages stages = new Stages()) {
      stages.send(all(0, 1_000, SECOND));
      stages.passed(MINUTE);
      stages.minutes().get(false).forEach(rollup -> within.add(rollup.series().id()));
      first = stages.limited.snapshot(1, 1);
      second = stages.overflow.snapshot(1, 1);
    }
    try (Stages stages = new Stages(first, second)) {
      List<NumberPoint> reversed = new ArrayList<>(all(0, 1_000, MINUTE + SECOND));
      Collections.reverse(reversed);
      stages.send(reversed);
      stages.passed(2 * MINUTE);
      assertThat(stages.minutes().get(false))
          .extracting(rollup -> rollup.series().id())
          .containsExactlyInAnyOrderElementsOf(within);
      assertThat(stages.minutes().get(true)).hasSize(1);
    }
  }

  @Test
  void whoIsSilentForTwoHoursGivesItsPlaceBackAndWhoWaitsGetsIt() throws Exception {
    try (Stages stages = new Stages()) {
      stages.send(all(0, WITHIN, SECOND));
      for (long minute = 0; minute <= 4 * 60; minute++) {
        stages.send(all(WITHIN, WITHIN + 10, minute * MINUTE + SECOND));
        stages.passed((minute + 1) * MINUTE);
      }
      Map<Boolean, List<Rollup>> minutes = stages.minutes();
      assertThat(minutes.get(true))
          .as("beyond the limit until the others were forgotten and an hour had begun")
          .allMatch(rollup -> rollup.windowUnixNano() < 3 * HOUR + 5 * MINUTE)
          .hasSizeGreaterThan(100);
      assertThat(
              minutes.get(false).stream().filter(r -> r.windowUnixNano() >= 3 * HOUR + 5 * MINUTE))
          .as("ten series, each minute")
          .hasSize(10 * 56);
    }
  }

  @Test
  void churnThatFitsIsNeverBeyond() throws Exception {
    try (Stages stages = new Stages()) {
      for (int hour = 0; hour < 24; hour++) {
        stages.send(all(hour * WITHIN / 4, (hour + 1) * WITHIN / 4, hour * HOUR + SECOND));
        stages.passed((hour + 1) * HOUR);
      }
      assertThat(stages.minutes().get(true)).isEmpty();
      assertThat(stages.minutes().get(false)).hasSize(24 * WITHIN / 4);
    }
  }

  @Test
  void anotherMetricIsNotTouched() throws Exception {
    try (Stages stages = new Stages()) {
      stages.send(all(0, 1_000, SECOND));
      Series other = series(5_000, "other", MetricKind.GAUGE, Temporality.UNSPECIFIED, false);
      stages.send(List.of(gauge(0).at(SECOND).value(1).buildOf(other)));
      stages.passed(MINUTE);
      assertThat(stages.minutes().get(false))
          .extracting(rollup -> rollup.series().metric())
          .contains("other");
    }
  }

  @Test
  void deltasAddUpAndCountersTellNoIncrease() throws Exception {
    try (Stages stages = new Stages()) {
      stages.send(of("delta", MetricKind.SUM, Temporality.DELTA));
      stages.send(of("total", MetricKind.SUM, Temporality.CUMULATIVE));
      stages.passed(MINUTE);
      assertThat(stages.minutes().get(true))
          .extracting(
              rollup -> rollup.series().metric(),
              rollup -> rollup.series().monotonic(),
              Rollup::count,
              Rollup::increase)
          .containsExactlyInAnyOrder(
              tuple("delta", true, 5L, new Rollup.Increase(10, 0)),
              tuple("total", false, 5L, null));
    }
  }

  @Test
  void latePointsOfWhatIsBeyondAreLatePointsOfItsSeries() throws Exception {
    try (Stages stages = new Stages()) {
      stages.send(all(0, 1_000, SECOND));
      stages.passed(MINUTE + LATENESS.toNanos());
      stages.send(all(0, 1_000, 2 * SECOND));
      long late =
          side(stages.limited, MergeRollups.LATE).stream().mapToLong(l -> l.points()).sum()
              + side(stages.overflow, MergeRollups.LATE).stream().mapToLong(l -> l.points()).sum();
      assertThat(late).isEqualTo(1_000);
    }
  }

  @Test
  void sketchesTellOfEverySeriesOnceAnHour() throws Exception {
    try (Stages stages = new Stages()) {
      stages.send(all(0, 1_000, SECOND));
      stages.send(all(0, 1_000, MINUTE));
      assertThat(stages.sketches).extracting(SeriesSketch::metric).containsOnly("requests");
      assertThat(DistinctSketch.of(stages.sketches.get(0).series()).estimate())
          .isBetween(900L, 1_100L);
      assertThat(stages.sketches.subList(1, stages.sketches.size()))
          .as("whose hour begins with this minute")
          .singleElement()
          .satisfies(
              sketch ->
                  assertThat(DistinctSketch.of(sketch.series()).estimate()).isBetween(10L, 20L));
    }
  }

  @Test
  void histogramsBeyondTheLimitAreOneSeriesToo() throws Exception {
    try (var limited = distributions(LIMIT);
        var overflow = distributions(null)) {
      for (int i = 0; i < 1_000; i++) {
        limited.processElement(new StreamRecord<>(histogram(i), 0));
      }
      for (DistributionPoint point : side(limited, RollupDistributions.OVERFLOW)) {
        overflow.processElement(new StreamRecord<>(point, 0));
      }
      OperatorSubtaskState state = limited.snapshot(1, 1);
      limited.processWatermark(60_000);
      overflow.processWatermark(60_000);

      assertThat(limited.extractOutputValues()).hasSize(WITHIN);
      assertThat(overflow.extractOutputValues())
          .singleElement()
          .satisfies(rollup -> assertThat(rollup.count()).isEqualTo(3L * (1_000 - WITHIN)));
      try (var restored = newDistributions(LIMIT)) {
        restored.initializeState(state);
        restored.open();
        restored.processElement(new StreamRecord<>(histogram(2_000), 0));
        restored.processElement(new StreamRecord<>(histogram(0), 0));
        assertThat(side(restored, RollupDistributions.OVERFLOW)).hasSize(1);
      }
    }
  }

  private static Points gauge(int i) {
    return Points.longs(id(i), 0, 9);
  }

  /** Ids of the first bucket. */
  private static long id(int i) {
    return i + 1L;
  }

  private static List<NumberPoint> all(int from, int to, long time) {
    List<NumberPoint> points = new ArrayList<>();
    for (int i = from; i < to; i++) {
      points.add(gauge(i).at(time).value(1).build());
    }
    return points;
  }

  /** As many as are within the limit and five more, of value 2. */
  private static List<NumberPoint> of(String metric, MetricKind kind, Temporality temporality) {
    List<NumberPoint> points = new ArrayList<>();
    for (int i = 0; i < WITHIN + 5; i++) {
      points.add(
          gauge(0)
              .at(SECOND)
              .value(2)
              .buildOf(
                  series(metric.hashCode() & 0xFFFF_0000L | i, metric, kind, temporality, true)));
    }
    return points;
  }

  private static Series series(
      long id, String metric, MetricKind kind, Temporality temporality, boolean monotonic) {
    return new Series(
        id,
        id,
        metric,
        "",
        "1",
        kind,
        temporality,
        monotonic,
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        Attributes.EMPTY);
  }

  private static DistributionPoint histogram(int i) {
    return new DistributionPoint(
        new Origin("otlp_metrics", 3, 9, 0),
        "live",
        series(id(i), "latency", MetricKind.HISTOGRAM, Temporality.DELTA, false),
        SECOND,
        0,
        0,
        3,
        2.0,
        null,
        null,
        new double[] {1},
        new long[] {2, 1},
        null,
        new double[0],
        new double[0],
        null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup>
      distributions(SeriesLimit limit) throws Exception {
    var harness = newDistributions(limit);
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, DistributionPoint, Rollup>
      newDistributions(SeriesLimit limit) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new RollupDistributions(SeriesSelection.NONE, AskedFor.NOBODY, LATENESS, limit)),
            (DistributionPoint point) -> BucketKeys.key(Rollup.bucketOf(point.series().id())),
            Types.INT);
    harness.setup(TelemetryTypes.ROLLUP.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  private static <T> List<T> side(
      OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<T> tag) {
    var output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  /** Gathering, merging with a limit, and merging what is beyond, as the job has them. */
  private static final class Stages implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<PointBatch, MetricChunk> gather =
        new OneInputStreamOperatorTestHarness<>(
            new GatherChunks(100_000, SeriesSelection.NONE, SeriesSelection.NONE, AskedFor.NOBODY));

    private final KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> limited;
    private final KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> overflow;
    private final List<SeriesSketch> sketches = new ArrayList<>();
    private int partialsTaken;
    private int sketchesTaken;
    private int overflowTaken;

    Stages() throws Exception {
      this(null, null);
    }

    Stages(OperatorSubtaskState first, OperatorSubtaskState second) throws Exception {
      gather.open();
      limited = merging(LIMIT, first);
      overflow = merging(null, second);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, PartialBatch, Rollup> merging(
        SeriesLimit limit, OperatorSubtaskState state) throws Exception {
      var harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new MergeRollups(LATENESS, limit)),
              (PartialBatch batch) -> BucketKeys.key(batch.bucket()),
              Types.INT,
              BucketKeys.MAX_PARALLELISM,
              1,
              0);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
      return harness;
    }

    void send(List<NumberPoint> points) throws Exception {
      for (NumberPoint point : points) {
        gather.processElement(new StreamRecord<>(Points.batch(point), 0));
      }
      gather.prepareSnapshotPreBarrier(1);
      List<PartialBatch> partials = side(gather, GatherChunks.PARTIALS);
      for (; partialsTaken < partials.size(); partialsTaken++) {
        limited.processElement(new StreamRecord<>(partials.get(partialsTaken)));
      }
      List<SeriesSketch> seen = side(gather, GatherChunks.SERIES);
      for (; sketchesTaken < seen.size(); sketchesTaken++) {
        sketches.add(seen.get(sketchesTaken));
      }
      List<PartialBatch> beyond = side(limited, MergeRollups.OVERFLOW);
      for (; overflowTaken < beyond.size(); overflowTaken++) {
        overflow.processElement(new StreamRecord<>(beyond.get(overflowTaken)));
      }
    }

    void passed(long unixNano) throws Exception {
      limited.processWatermark(unixNano / 1_000_000 - 1);
      overflow.processWatermark(unixNano / 1_000_000 - 1);
    }

    /** By whether they are of what is beyond. */
    Map<Boolean, List<Rollup>> minutes() {
      List<Rollup> told = new ArrayList<>();
      for (var merged : List.of(limited, overflow)) {
        side(merged, MergeRollups.MESSAGES)
            .forEach(message -> told.addAll(RollupCodec.decode(message.bytes())));
      }
      return told.stream()
          .collect(
              Collectors.partitioningBy(
                  rollup ->
                      rollup
                          .series()
                          .attributes()
                          .booleans()
                          .containsKey(OverflowSeries.ATTRIBUTE)));
    }

    double sum() {
      return minutes().values().stream().flatMap(List::stream).mapToDouble(Rollup::sum).sum();
    }

    /** How many series the limited stage remembers. */
    int state() throws Exception {
      return ((KeyedProcessOperator<?, ?, ?>) limited.getOperator())
          .getKeyedStateBackend()
          .getPartitionedState(
              VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, MergeRollups.BUCKET)
          .value()
          .series();
    }

    @Override
    public void close() throws Exception {
      gather.close();
      limited.close();
      overflow.close();
    }
  }
}
