package io.watchlake.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.MetricDecoder;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MetricGeneratorTest {

  private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

  @Property(tries = 20)
  void sendsAsManyPointsAsAskedForWhateverTheShares(
      @ForAll @IntRange(min = 1, max = 3_000) int series,
      @ForAll @IntRange(min = 0, max = 5_000) int more,
      @ForAll @IntRange(min = 1, max = 3) int shares)
      throws Exception {
    Workload workload = Workload.until(END, series, series + more, 7);

    List<NumberPoint> points = points(workload, shares);

    assertThat(points).hasSize(series + more);
    assertThat(values(points)).isEqualTo(values(points(workload, 1)));
  }

  @Property(tries = 10)
  void theSameSeedIsTheSameBytes(@ForAll @IntRange(min = 100, max = 2_500) int series)
      throws Exception {
    Workload workload = Workload.until(END, series, 3L * series, 11);
    List<ByteBuffer> first = messages(workload, 1).stream().map(ByteBuffer::wrap).toList();
    assertThat(messages(workload, 1).stream().map(ByteBuffer::wrap).toList()).isEqualTo(first);
    Workload other = Workload.until(END, series, 3L * series, 12);
    assertThat(messages(other, 1).stream().map(ByteBuffer::wrap).toList()).isNotEqualTo(first);
  }

  @Property(tries = 10)
  void aTenthOfTheSeriesIsReplacedOverTheRun(@ForAll @IntRange(min = 1, max = 2_500) int series)
      throws Exception {
    Workload workload = Workload.until(END, series, 12L * series, 3);
    MetricGenerator generator = new MetricGenerator(workload);
    generator.run(0, 1, batch -> {});

    Set<Series> seen = new HashSet<>();
    points(workload, 1).forEach(point -> seen.add(point.series()));

    assertThat(seen).hasSize(series + series / 10);
    assertThat(generator.seriesSent()).isEqualTo(series + series / 10);
    assertThat(generator.pointsSent()).isEqualTo(12L * series);
  }

  @Property(tries = 5)
  void aSeriesHasAPointEveryTenSecondsAndCountersOnlyGoUp(
      @ForAll @IntRange(min = 20, max = 2_000) int series) throws Exception {
    Workload workload = Workload.until(END, series, 10L * series, 5);
    Map<Series, NumberPoint> last = new HashMap<>();
    int counters = 0;
    List<NumberPoint> points = points(workload, 1);
    for (NumberPoint point : points) {
      NumberPoint before = last.put(point.series(), point);
      if (before != null) {
        assertThat(point.timeUnixNano() - before.timeUnixNano())
            .isEqualTo(Duration.ofSeconds(10).toNanos());
      }
      if (point.isLong()) {
        counters++;
        assertThat(point.series().monotonic()).isTrue();
        assertThat(point.series().temporality()).isEqualTo(Temporality.CUMULATIVE);
        assertThat(point.startUnixNano()).isBetween(1L, point.timeUnixNano() - 1);
        assertThat(before == null || before.bits() <= point.bits()).isTrue();
      } else {
        double value = Double.longBitsToDouble(point.bits());
        assertThat(value).isBetween(0.0, 100.0);
        assertThat(value).isEqualTo(Math.round(value * 1_000) / 1_000.0);
      }
    }
    assertThat(counters).isBetween(points.size() * 4 / 10, points.size() * 6 / 10);
  }

  @Property(tries = 5)
  void aHundredthOfTheSeriesIsAskedForInWindowsOfTenSeconds(
      @ForAll @IntRange(min = 1, max = 3) int hosts) throws Exception {
    int series = hosts * Workload.BATCH_POINTS;
    SeriesSelection asked = SeriesSelection.parse(Workload.TEN_SECOND_SERIES);

    List<NumberPoint> points = points(Workload.until(END, series, series, 17), 1);

    assertThat(points).filteredOn(point -> asked.contains(point.series())).hasSize(series / 100);
  }

  @Property(tries = 5)
  void remoteWriteHoldsTheSamePointsWithTheSameSixLabels(
      @ForAll @IntRange(min = 1, max = 1_500) int series) throws Exception {
    Workload workload = Workload.until(END, series, 2L * series, 13);
    List<Double> sent = new ArrayList<>();
    RemoteWriteEncoder encoder = new RemoteWriteEncoder(workload);
    new MetricGenerator(workload)
        .run(
            0,
            1,
            batch -> {
              encoder.add(batch);
              for (int i = 0; i < batch.size(); i++) {
                sent.add(batch.asDouble(i));
              }
            });
    List<Double> found = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(encoder.take());
    while (in.readTag() != 0) {
      int end = in.pushLimit(in.readRawVarint32());
      found.add(valueOfTimeSeries(in));
      in.popLimit(end);
    }
    assertThat(found).isEqualTo(sent);
  }

  private static double valueOfTimeSeries(CodedInputStream in) throws IOException {
    List<String> names = new ArrayList<>();
    double value = Double.NaN;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int end = in.pushLimit(in.readRawVarint32());
      in.readTag();
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        names.add(in.readString());
      } else {
        value = in.readDouble();
      }
      in.skipRawBytes(in.getBytesUntilLimit());
      in.popLimit(end);
    }
    assertThat(names).hasSize(7).isSorted().first().isEqualTo("__name__");
    return value;
  }

  private static List<NumberPoint> points(Workload workload, int shares) throws Exception {
    List<NumberPoint> points = new ArrayList<>();
    MetricDecoder decoder = new MetricDecoder(DecodeLimits.ofRetention(Duration.ofDays(30)));
    for (byte[] message : messages(workload, shares)) {
      decoder.decode(
          new RawMessage(Topics.OTLP_METRICS, 0, 0, END.toEpochMilli(), message),
          new MetricDecoder.Handler() {
            @Override
            public void number(NumberPoint point) {
              points.add(point);
            }

            @Override
            public void distribution(DistributionPoint point) {
              throw new AssertionError(point);
            }

            @Override
            public void deadLetter(DeadLetter deadLetter) {
              throw new AssertionError(deadLetter.detail());
            }
          });
    }
    return points;
  }

  private static List<byte[]> messages(Workload workload, int shares) throws Exception {
    List<byte[]> messages = new ArrayList<>();
    MetricGenerator generator = new MetricGenerator(workload);
    for (int share = 0; share < shares; share++) {
      OtlpEncoder encoder = new OtlpEncoder(workload);
      generator.run(share, shares, batch -> messages.add(encoder.encode(batch)));
    }
    return messages;
  }

  /** What was measured, in an order that does not depend on that of sending. */
  private static List<String> values(List<NumberPoint> points) {
    String[] all =
        points.stream()
            .map(point -> point.series().id() + " " + point.timeUnixNano() + " " + point.bits())
            .toArray(String[]::new);
    Arrays.sort(all);
    return List.of(all);
  }
}
