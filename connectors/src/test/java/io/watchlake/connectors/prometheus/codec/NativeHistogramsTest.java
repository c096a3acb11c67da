package io.watchlake.connectors.prometheus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Buckets;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A native histogram")
class NativeHistogramsTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            integers(new Buckets(List.of(new Span(0, 2)), List.of(1L), List.of())),
            "positive_spans are for 2 buckets, but 1 are given"),
        Arguments.of(
            integers(new Buckets(List.of(new Span(0, -1)), List.of(1L), List.of())),
            "positive_spans are for 4294967295 buckets, but 1 are given"),
        Arguments.of(
            integers(
                new Buckets(List.of(new Span(0, 1), new Span(-1, 1)), List.of(1L, 1L), List.of())),
            "positive_spans[1] goes back"),
        Arguments.of(
            integers(
                new Buckets(
                    List.of(new Span(0, 1), new Span(1_000_000_000, 1)),
                    List.of(1L, 1L),
                    List.of())),
            "too far"),
        Arguments.of(
            integers(new Buckets(List.of(new Span(0, 2)), List.of(1L, -2L), List.of())),
            "positive_deltas[1] makes a count below zero"),
        Arguments.of(
            floats(4, new Buckets(List.of(new Span(0, 1)), List.of(), List.of(3.5))),
            "positive_counts[0] is 3.5; OTLP's histograms count in whole numbers"),
        Arguments.of(
            floats(Double.NaN, Buckets.NONE),
            "count_float is NaN; OTLP's histograms count in whole numbers"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  @DisplayName("that cannot be is refused with its place:")
  void broken(NativeHistogram histogram, String fault) {
    assertThatThrownBy(
            () ->
                NativeHistograms.fill(
                    histogram, ExponentialHistogramDataPoint.newBuilder(), new Budget()))
        .isInstanceOf(RemoteWriteException.class)
        .hasMessageContaining(fault);
  }

  @Test
  @DisplayName("of floats that are whole numbers becomes one of integers")
  void wholeFloats() throws Exception {
    ExponentialHistogramDataPoint.Builder point = ExponentialHistogramDataPoint.newBuilder();

    NativeHistograms.fill(
        floats(7, new Buckets(List.of(new Span(5, 2)), List.of(), List.of(3.0, 4.0))),
        point,
        new Budget());

    assertThat(point.getCount()).isEqualTo(7);
    assertThat(point.getPositive().getOffset()).isEqualTo(4);
    assertThat(point.getPositive().getBucketCountsList()).containsExactly(3L, 4L);
  }

  @Test
  @DisplayName("of custom buckets does not reach beyond its bounds, which ascend")
  void custom() {
    HistogramDataPoint.Builder point = HistogramDataPoint.newBuilder();
    Buckets buckets = new Buckets(List.of(new Span(3, 1)), List.of(1L), List.of());

    assertThatThrownBy(
            () -> NativeHistograms.fill(custom(buckets, List.of(1.0, 2.0)), point, new Budget()))
        .hasMessageContaining("positive_spans reach bucket 3 of 3");
    assertThatThrownBy(
            () -> NativeHistograms.fill(custom(buckets, List.of(2.0, 2.0)), point, new Budget()))
        .hasMessageContaining("custom_values do not ascend at 1");
  }

  @Test
  @DisplayName("with little in it cannot make a request of buckets without end")
  void amplification() {
    NativeHistogram wide =
        integers(
            new Buckets(List.of(new Span(0, 1), new Span(60_000, 1)), List.of(1L, 1L), List.of()));
    Budget budget = new Budget();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                NativeHistograms.fill(wide, ExponentialHistogramDataPoint.newBuilder(), budget);
              }
            })
        .isInstanceOfSatisfying(
            RemoteWriteException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  private static NativeHistogram integers(Buckets positive) {
    return histogram(false, 0, positive, 1, List.of());
  }

  private static NativeHistogram floats(double count, Buckets positive) {
    return histogram(true, count, positive, 1, List.of());
  }

  private static NativeHistogram custom(Buckets positive, List<Double> bounds) {
    return histogram(false, 0, positive, NativeHistogram.CUSTOM, bounds);
  }

  private static NativeHistogram histogram(
      boolean floats, double count, Buckets positive, int schema, List<Double> bounds) {
    return new NativeHistogram(
        floats, 0, count, 0, schema, 0, 0, 0, Buckets.NONE, positive, 0, 1, bounds, 0);
  }
}
