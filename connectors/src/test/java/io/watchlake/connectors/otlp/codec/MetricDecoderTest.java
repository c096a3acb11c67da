package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.NOW;
import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static io.watchlake.connectors.otlp.codec.Requests.message;
import static io.watchlake.connectors.otlp.codec.Requests.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A metric decoder")
class MetricDecoderTest {

  private static final String TOPIC = "otlp_metrics";

  @Test
  @DisplayName("gives every column of a sum point")
  void sum() {
    Decoded decoded =
        decode(
            Metric.newBuilder()
                .setName("orders")
                .setDescription("Orders placed")
                .setUnit("1")
                .setSum(
                    Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporalityValue(2)
                        .addDataPoints(
                            point()
                                .setAsInt(7)
                                .setStartTimeUnixNano(NOW - 9)
                                .addAttributes(attribute("store", "north"))
                                .addExemplars(
                                    Exemplar.newBuilder()
                                        .setTimeUnixNano(5)
                                        .setAsDouble(1.5)
                                        .setTraceId(Requests.TRACE_ID)))));

    assertThat(decoded.deadLetters).isEmpty();
    NumberPoint point = decoded.numbers.get(0);
    assertThat(point.origin()).isEqualTo(new Origin(TOPIC, 3, 42, 0));
    assertThat(point.timeline()).isEqualTo("live");
    assertThat(point.timeUnixNano()).isEqualTo(NOW);
    assertThat(point.startUnixNano()).isEqualTo(NOW - 9);
    assertThat(point.isLong()).isTrue();
    assertThat(point.bits()).isEqualTo(7);
    assertThat(point.flags()).isZero();
    assertThat(point.exemplarsJson())
        .isEqualTo(
            "[{\"time_unix_nano\":5,\"value\":1.5,"
                + "\"trace_id\":\"0102030405060708090a0b0c0d0e0f10\",\"attributes\":{}}]");
    Series series = point.series();
    assertThat(series.metric()).isEqualTo("orders");
    assertThat(series.description()).isEqualTo("Orders placed");
    assertThat(series.unit()).isEqualTo("1");
    assertThat(series.kind()).isEqualTo(MetricKind.SUM);
    assertThat(series.temporality()).isEqualTo(Temporality.CUMULATIVE);
    assertThat(series.monotonic()).isTrue();
    assertThat(series.resource().service()).isEqualTo("shop");
    assertThat(series.scope().name()).isEqualTo("test");
    assertThat(series.attributes().strings()).containsEntry("store", "north");
  }

  @Test
  @DisplayName("takes NaN and infinities as values, and says what was not recorded")
  void values() {
    Decoded decoded =
        decode(
            gauge(
                point().setAsDouble(Double.NaN),
                point().setAsDouble(Double.POSITIVE_INFINITY),
                point().setFlags(1)));

    assertThat(decoded.deadLetters).isEmpty();
    assertThat(decoded.numbers)
        .extracting(NumberPoint::value)
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(decoded.numbers).extracting(NumberPoint::flags).containsExactly(0, 0, 1);
  }

  @Test
  @DisplayName("gives every column of a histogram point")
  void histogram() {
    DistributionPoint point =
        decode(
                histogram(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(NOW)
                        .setCount(3)
                        .setSum(4.5)
                        .setMin(1)
                        .setMax(2)
                        .addExplicitBounds(1)
                        .addExplicitBounds(2)
                        .addBucketCounts(1)
                        .addBucketCounts(2)
                        .addBucketCounts(0)))
            .distributions
            .get(0);

    assertThat(point.series().kind()).isEqualTo(MetricKind.HISTOGRAM);
    assertThat(point.count()).isEqualTo(3);
    assertThat(point.sum()).isEqualTo(4.5);
    assertThat(point.min()).isEqualTo(1);
    assertThat(point.max()).isEqualTo(2);
    assertThat(point.bounds()).containsExactly(1, 2);
    assertThat(point.bucketCounts()).containsExactly(1, 2, 0);
    assertThat(point.exponential()).isNull();
    assertThat(point.quantiles()).isEmpty();
  }

  @Test
  @DisplayName("gives every column of an exponential histogram point")
  void exponential() {
    DistributionPoint point =
        decode(
                Metric.newBuilder()
                    .setName("latency")
                    .setExponentialHistogram(
                        ExponentialHistogram.newBuilder()
                            .setAggregationTemporalityValue(1)
                            .addDataPoints(
                                ExponentialHistogramDataPoint.newBuilder()
                                    .setTimeUnixNano(NOW)
                                    .setCount(6)
                                    .setScale(-2)
                                    .setZeroCount(1)
                                    .setZeroThreshold(0.5)
                                    .setPositive(
                                        ExponentialHistogramDataPoint.Buckets.newBuilder()
                                            .setOffset(-3)
                                            .addBucketCounts(2)
                                            .addBucketCounts(3)))))
            .distributions
            .get(0);

    assertThat(point.series().temporality()).isEqualTo(Temporality.DELTA);
    assertThat(point.sum()).isNull();
    DistributionPoint.Exponential exponential = point.exponential();
    assertThat(exponential).isNotNull();
    assertThat(exponential.scale()).isEqualTo(-2);
    assertThat(exponential.zeroCount()).isEqualTo(1);
    assertThat(exponential.zeroThreshold()).isEqualTo(0.5);
    assertThat(exponential.positiveOffset()).isEqualTo(-3);
    assertThat(exponential.positiveCounts()).containsExactly(2, 3);
    assertThat(exponential.negativeCounts()).isEmpty();
  }

  @Test
  @DisplayName("gives every column of a summary point")
  void summary() {
    DistributionPoint point =
        decode(
                Metric.newBuilder()
                    .setName("latency")
                    .setSummary(
                        Summary.newBuilder()
                            .addDataPoints(
                                SummaryDataPoint.newBuilder()
                                    .setTimeUnixNano(NOW)
                                    .setCount(2)
                                    .setSum(3)
                                    .addQuantileValues(
                                        SummaryDataPoint.ValueAtQuantile.newBuilder()
                                            .setQuantile(0.5)
                                            .setValue(1.5)))))
            .distributions
            .get(0);

    assertThat(point.series().kind()).isEqualTo(MetricKind.SUMMARY);
    assertThat(point.sum()).isEqualTo(3);
    assertThat(point.quantiles()).containsExactly(0.5);
    assertThat(point.quantileValues()).containsExactly(1.5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("refuses")
  void refuses(String name, Metric.Builder metric, Reason reason) {
    Decoded decoded = decode(metric);

    assertThat(decoded.rows()).isZero();
    assertThat(decoded.deadLetters).extracting(DeadLetter::reason).containsExactly(reason);
    assertThat(decoded.deadLetters.get(0).origin().index()).isZero();
  }

  static Stream<Arguments> refuses() {
    HistogramDataPoint.Builder at = HistogramDataPoint.newBuilder().setTimeUnixNano(NOW);
    return Stream.of(
        Arguments.of(
            "a metric without a kind", Metric.newBuilder().setName("m"), Reason.INVALID_VALUE),
        Arguments.of("a metric without points", gauge(), Reason.INVALID_VALUE),
        Arguments.of(
            "a metric without a name",
            gauge(point().setAsInt(1)).clearName(),
            Reason.INVALID_VALUE),
        Arguments.of("a point without a value", gauge(point()), Reason.INVALID_VALUE),
        Arguments.of(
            "a point without a time",
            gauge(point().clearTimeUnixNano().setAsInt(1)),
            Reason.TIME_MISSING),
        Arguments.of(
            "a point of the year 9999",
            gauge(point().setTimeUnixNano(-1).setAsInt(1)),
            Reason.TIME_IN_FUTURE),
        Arguments.of(
            "bounds without buckets",
            histogram(at.clone().addExplicitBounds(1)),
            Reason.INVALID_VALUE),
        Arguments.of(
            "as many buckets as bounds",
            histogram(at.clone().addExplicitBounds(1).addBucketCounts(1)),
            Reason.INVALID_VALUE),
        Arguments.of(
            "bounds that descend",
            histogram(
                at.clone()
                    .addExplicitBounds(2)
                    .addExplicitBounds(1)
                    .addAllBucketCounts(List.of(1L, 1L, 1L))),
            Reason.INVALID_VALUE),
        Arguments.of(
            "a NaN bound",
            histogram(at.clone().addExplicitBounds(Double.NaN).addAllBucketCounts(List.of(1L, 1L))),
            Reason.INVALID_VALUE),
        Arguments.of(
            "a name of 70 KB",
            gauge(point().setAsInt(1)).setName("n".repeat(70_000)),
            Reason.TOO_LARGE),
        Arguments.of(
            "an attribute of 2 MB",
            gauge(point().setAsInt(1).addAttributes(attribute("k", "x".repeat(2_000_000)))),
            Reason.TOO_LARGE));
  }

  @Test
  @DisplayName("numbers data points through all metrics, a metric without any among them")
  void numbersPoints() {
    Decoded decoded =
        decode(
            gauge(point().setAsInt(1), point(), point().setAsInt(3)),
            Metric.newBuilder().setName("nothing"),
            histogram(HistogramDataPoint.newBuilder().setTimeUnixNano(NOW)));

    assertThat(decoded.origins).extracting(Origin::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(decoded.deadLetters)
        .extracting(letter -> letter.origin().index())
        .containsExactly(1, 3);
  }

  @Test
  @DisplayName("shares a series between messages, and empties its cache when it is full")
  void sharesSeries() {
    MetricDecoder decoder = new MetricDecoder(Decoded.LIMITS, 10);
    Decoded decoded = new Decoded();
    byte[] first = metrics(gauge(point().setAsInt(1)).build()).toByteArray();
    decoder.decode(message(TOPIC, first), decoded);
    decoder.decode(message(TOPIC, first), decoded);
    assertThat(decoded.numbers.get(1).series()).isSameAs(decoded.numbers.get(0).series());

    NumberDataPoint.Builder[] many = new NumberDataPoint.Builder[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = point().setAsInt(i).addAttributes(attribute("i", i));
    }
    decoder.decode(message(TOPIC, metrics(gauge(many).build()).toByteArray()), decoded);
    decoder.decode(message(TOPIC, first), decoded);

    NumberPoint last = decoded.numbers.get(decoded.numbers.size() - 1);
    assertThat(last.series())
        .isNotSameAs(decoded.numbers.get(0).series())
        .isEqualTo(decoded.numbers.get(0).series());
    assertThat(decoded.numbers.stream().map(point -> point.series().id()).distinct()).hasSize(21);
  }

  private static NumberDataPoint.Builder point() {
    return NumberDataPoint.newBuilder().setTimeUnixNano(NOW);
  }

  private static Metric.Builder gauge(NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    Stream.of(points).forEach(gauge::addDataPoints);
    return Metric.newBuilder().setName("temperature").setGauge(gauge);
  }

  private static Metric.Builder histogram(HistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName("latency")
        .setHistogram(Histogram.newBuilder().addDataPoints(point));
  }

  private static Decoded decode(Metric.Builder... metrics) {
    ExportMetricsServiceRequest request =
        metrics(Stream.of(metrics).map(Metric.Builder::build).toArray(Metric[]::new));
    return Decoded.metrics(message(TOPIC, request.toByteArray()));
  }
}
