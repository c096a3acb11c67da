package io.watchlake.connectors.prometheus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.watchlake.connectors.prometheus.codec.RemoteWriteToOtlp.Translation;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A remote write request in OTLP:")
class RemoteWriteToOtlpTest {

  private static final long T0 = 1_772_300_000_000L;
  private static final long NANOS = 1_000_000;

  @Test
  @DisplayName("all of a request of version 2.0")
  void version2() throws Exception {
    Translation translation = translate(RemoteWriteVersion.V2);

    assertThat(translation.fault()).isEmpty();
    assertThat(translation.samples()).isEqualTo(3);
    assertThat(translation.histograms()).isEqualTo(2);
    assertThat(translation.exemplars()).isEqualTo(1);
    assertThat(translation.request().getResourceMetricsList()).hasSize(1);
    ResourceMetrics resource = translation.request().getResourceMetrics(0);
    assertThat(attributes(resource.getResource().getAttributesList()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "service.namespace", "web",
                "service.name", "shop",
                "service.instance.id", "shop:8080"));

    Metric counter = metric(translation, "http_requests_total");
    assertThat(counter.getDescription()).isEqualTo("Requests answered.");
    assertThat(attributes(counter.getMetadataList())).containsEntry("prometheus.type", "counter");
    assertThat(counter.getSum().getIsMonotonic()).isTrue();
    assertThat(counter.getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint second = counter.getSum().getDataPoints(1);
    assertThat(second.getAsDouble()).isEqualTo(1031);
    assertThat(second.getTimeUnixNano()).isEqualTo((T0 + 15_000) * NANOS);
    assertThat(second.getStartTimeUnixNano()).isEqualTo((T0 - 10_000_000) * NANOS);
    assertThat(attributes(second.getAttributesList())).isEqualTo(Map.of("code", "200"));
    assertThat(second.getExemplarsList()).hasSize(1);
    Exemplar exemplar = second.getExemplars(0);
    assertThat(HexFormat.of().formatHex(exemplar.getTraceId().toByteArray()))
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(HexFormat.of().formatHex(exemplar.getSpanId().toByteArray()))
        .isEqualTo("b7ad6b7169203331");
    assertThat(exemplar.getAsDouble()).isEqualTo(0.67);
    assertThat(attributes(exemplar.getFilteredAttributesList())).isEqualTo(Map.of("user", "7"));

    Metric duration = metric(translation, "http_request_duration_seconds");
    assertThat(duration.getUnit()).isEqualTo("s");
    ExponentialHistogramDataPoint exponential = duration.getExponentialHistogram().getDataPoints(0);
    assertThat(exponential.getScale()).isEqualTo(3);
    assertThat(exponential.getCount()).isEqualTo(17);
    assertThat(exponential.getSum()).isEqualTo(12.5);
    assertThat(exponential.getZeroCount()).isEqualTo(2);
    assertThat(exponential.getZeroThreshold()).isEqualTo(1e-128);
    assertThat(exponential.getPositive().getOffset()).as("one below Prometheus'").isEqualTo(-2);
    assertThat(exponential.getPositive().getBucketCountsList())
        .as("the gap of three is filled")
        .containsExactly(2L, 3L, 0L, 0L, 0L, 1L, 4L, 3L);
    assertThat(exponential.getNegative().getOffset()).isEqualTo(-3);
    assertThat(exponential.getNegative().getBucketCountsList()).containsExactly(1L);
    assertThat(exponential.getStartTimeUnixNano()).isEqualTo((T0 - 10_000_000) * NANOS);

    Metric custom = metric(translation, "payload_size");
    HistogramDataPoint explicit = custom.getHistogram().getDataPoints(0);
    assertThat(explicit.getExplicitBoundsList()).containsExactly(1.0, 5.0, 25.0);
    assertThat(explicit.getBucketCountsList()).containsExactly(4L, 0L, 3L, 2L);
    assertThat(explicit.getCount()).isEqualTo(9);
    assertThat(explicit.getStartTimeUnixNano())
        .as("of the series, as senders before release candidate 4 give it")
        .isEqualTo((T0 - 20_000_000) * NANOS);

    ScopeMetrics queue = scopeOf(translation, "queue_bytes");
    assertThat(queue.getScope().getName()).isEqualTo("io.shop.queue");
    assertThat(queue.getScope().getVersion()).isEqualTo("1.2.0");
    assertThat(queue.getMetrics(0).getGauge().getDataPoints(0).getAttributesList()).isEmpty();
    assertThat(scopeOf(translation, "payload_size").getScope().getName())
        .isEqualTo(RemoteWriteToOtlp.SCOPE);
  }

  @Test
  @DisplayName("all of a request of version 1.0, with metadata that goes before names")
  void version1() throws Exception {
    Translation translation = translate(RemoteWriteVersion.V1);

    assertThat(translation.samples()).isEqualTo(3);
    assertThat(translation.histograms()).isEqualTo(1);
    Metric ofSummary = metric(translation, "rpc_durations_count");
    assertThat(ofSummary.getSum().getIsMonotonic()).isTrue();
    assertThat(ofSummary.getDescription()).isEqualTo("Durations of calls.");
    assertThat(ofSummary.getSum().getDataPointsList())
        .extracting(NumberDataPoint::getAsDouble)
        .containsExactly(12.0, 13.0);
    assertThat(metric(translation, "workers_count").hasGauge())
        .as("a gauge, whatever its name ends in")
        .isTrue();
    Metric gaugeHistogram = metric(translation, "rpc_size_bytes");
    assertThat(gaugeHistogram.getUnit()).as("by the name").isEqualTo("By");
    assertThat(gaugeHistogram.getExponentialHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED);
  }

  @ParameterizedTest(name = "{0} is {1} in {2}")
  @CsvSource({
    "node_cpu_seconds_total, COUNTER, s",
    "http_request_duration_seconds_bucket, COUNTER, ''",
    "http_request_duration_seconds_sum, COUNTER, s",
    "http_request_duration_seconds_count, COUNTER, ''",
    "node_memory_MemFree_bytes, GAUGE, By",
    "node_load1, GAUGE, ''",
    "cache_hit_ratio, GAUGE, 1",
    "process_start_time_seconds, GAUGE, s",
    "requests_created, GAUGE, s",
    "_total, GAUGE, ''",
    "target_info, GAUGE, ''"
  })
  @DisplayName("without metadata a metric's name says what it is:")
  void byName(String name, String kind, String unit) {
    Shape shape = Shape.of(name, Metadata.NONE, family -> null);

    assertThat(shape.kind()).hasToString(kind);
    assertThat(shape.unit()).isEqualTo(unit);
  }

  @ParameterizedTest(name = "{0} of a {1} {2} is {3}")
  @CsvSource({
    "jobs_done, counter, jobs_done, COUNTER",
    "jobs_done_total, counter, jobs_done, COUNTER",
    "jobs_done_created, counter, jobs_done, GAUGE",
    "size, gauge, size, GAUGE",
    "size_count, gauge, size_count, GAUGE",
    "size_count, gauge, size, COUNTER",
    "latency, summary, latency, GAUGE",
    "latency_sum, summary, latency, COUNTER",
    "depth_bucket, gaugehistogram, depth, GAUGE",
    "build_info, info, build, UP_DOWN",
    "mode, stateset, mode, UP_DOWN"
  })
  @DisplayName("metadata says what it is:")
  void byMetadata(String name, String type, String family, String kind) {
    MetricType known =
        Stream.of(MetricType.values())
            .filter(t -> t.label().equals(type))
            .findFirst()
            .orElseThrow();
    Map<String, Metadata> families = Map.of(family, new Metadata(known, "", ""));

    assertThat(Shape.of(name, Metadata.NONE, families::get).kind()).hasToString(kind);
  }

  @Test
  @DisplayName("stale markers are points without a recorded value, other NaNs are values")
  void stale() throws Exception {
    Translation translation =
        translate(
            TimeSeries.of(
                labels("__name__", "up"),
                List.of(
                    Sample.of(1, T0),
                    new Sample(Sample.STALE, T0 + 1, 0),
                    Sample.of(Double.NaN, T0 + 2))));

    List<NumberDataPoint> points = metric(translation, "up").getGauge().getDataPointsList();
    assertThat(points).extracting(NumberDataPoint::getFlags).containsExactly(0, 1, 0);
    assertThat(points).extracting(NumberDataPoint::hasAsDouble).containsExactly(true, false, true);
    assertThat(translation.samples()).isEqualTo(3);
  }

  static Stream<Arguments> badLabels() {
    return Stream.of(
        Arguments.of(labels(), "there is no label __name__"),
        Arguments.of(labels("job", "a"), "there is no label __name__"),
        Arguments.of(labels("__name__", "m", "", "x"), "labels[1] has no name"),
        Arguments.of(labels("__name__", "m", "a", ""), "label \"a\" is empty"),
        Arguments.of(labels("__name__", "m", "a", "1", "a", "2"), "label \"a\" is there twice"),
        Arguments.of(
            labels("__name__", "m", "b", "1", "a", "2"),
            "labels are not sorted: \"a\" stands after \"b\""));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badLabels")
  @DisplayName("bad labels are told with their place, and what is right is taken:")
  void faults(List<Label> labels, String fault) throws Exception {
    Translation translation =
        translate(
            TimeSeries.of(labels("__name__", "good"), List.of(Sample.of(1, T0))),
            TimeSeries.of(labels, List.of(Sample.of(1, T0), Sample.of(2, T0 + 1))));

    assertThat(translation.fault()).startsWith("timeseries[1] ").contains(fault);
    assertThat(translation.refused()).isEqualTo(2);
    assertThat(translation.samples()).isEqualTo(1);
    assertThat(metric(translation, "good").getGauge().getDataPointsList()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "9223372036854775807"})
  @DisplayName("a time that no point can have is told with its place:")
  void badTimes(long millis) throws Exception {
    Translation translation =
        translate(TimeSeries.of(labels("__name__", "m"), List.of(Sample.of(1, millis))));

    assertThat(translation.fault()).contains("samples[0]").contains(Long.toString(millis));
    assertThat(translation.samples()).isZero();
    assertThat(translation.request().getResourceMetricsList()).isEmpty();
  }

  @Test
  @DisplayName("exemplars without a sample of their series are counted, not written")
  void orphans() throws Exception {
    TimeSeries orphan =
        new TimeSeries(
            labels("__name__", "m"),
            List.of(),
            List.of(),
            List.of(new io.watchlake.connectors.prometheus.codec.Exemplar(List.of(), 1, T0)),
            Metadata.NONE);

    Translation translation = translate(orphan);

    assertThat(translation.orphans()).isEqualTo(1);
    assertThat(translation.exemplars()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "application/x-protobuf, V1",
    "application/x-protobuf;proto=prometheus.WriteRequest, V1",
    "application/x-protobuf; proto=io.prometheus.write.v2.Request, V2",
    "Application/X-Protobuf;Proto=\"io.prometheus.write.v2.Request\", V2",
    "application/x-protobuf;proto=io.prometheus.write.v3.Request,",
    "application/json,"
  })
  @DisplayName("the version is told by the content type:")
  void negotiation(String header, RemoteWriteVersion version) {
    assertThat(RemoteWriteVersion.ofContentType(header)).isEqualTo(version);
  }

  @Test
  @DisplayName("a snappy block that would unfold beyond the limit is refused before it does")
  void snappyBomb() {
    byte[] block = SnappyBlock.compress(new byte[1_000_000]);

    assertThatThrownBy(() -> SnappyBlock.decompress(block, 999_999))
        .isInstanceOfSatisfying(
            RemoteWriteException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  private static Translation translate(RemoteWriteVersion version) throws Exception {
    return RemoteWriteToOtlp.translate(
        RemoteWriteReader.read(version, Golden.request(version)), new MetadataCache());
  }

  private static Translation translate(TimeSeries... series) throws Exception {
    return RemoteWriteToOtlp.translate(
        new WriteRequest(List.of(series), Map.of()), new MetadataCache());
  }

  private static Stream<ScopeMetrics> scopes(Translation translation) {
    return translation.request().getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream());
  }

  private static ScopeMetrics scopeOf(Translation translation, String name) {
    return scopes(translation)
        .filter(scope -> scope.getMetricsList().stream().anyMatch(m -> m.getName().equals(name)))
        .findFirst()
        .orElseThrow();
  }

  private static Metric metric(Translation translation, String name) {
    return scopes(translation)
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    Map<String, String> map = new TreeMap<>();
    attributes.forEach(entry -> map.put(entry.getKey(), entry.getValue().getStringValue()));
    return map;
  }

  static List<Label> labels(String... namesAndValues) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.add(new Label(namesAndValues[i], namesAndValues[i + 1]));
    }
    return labels;
  }
}
