package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

@Label("The time of a request at a glance")
class MetricTimeTest {

  private static final String SEED = "20261126";

  @Property(seed = SEED, tries = 400)
  @Label("is that of its first point that has one, as generated classes read it")
  void agreesWithGeneratedClasses(@ForAll long seed) {
    ExportMetricsServiceRequest request =
        seed % 2 == 0
            ? new UsualRequests(seed, true).next()
            : new RandomRequests(seed).next(ExportMetricsServiceRequest.getDefaultInstance());

    assertThat(MetricTime.of(request.toByteArray())).isEqualTo(first(request));
  }

  @Property(seed = SEED, tries = 400)
  @Label("is some time or none in bytes that are cut or changed")
  void neverThrows(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = new UsualRequests(seed, false).next().toByteArray();
    byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    for (int i = random.nextInt(4); i > 0 && cut.length > 0; i--) {
      cut[random.nextInt(cut.length)] = (byte) random.nextInt();
    }

    assertThat(MetricTime.of(cut)).isNotNull();
  }

  @Test
  void aRequestWithoutPointsHasNone() {
    assertThat(MetricTime.of(new byte[0])).isEmpty();
    assertThat(MetricTime.of("no request".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static OptionalLong first(ExportMetricsServiceRequest request) {
    return request.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .flatMapToLong(MetricTimeTest::times)
        .filter(time -> time != 0)
        .limit(1)
        .filter(time -> time > 0)
        .findFirst();
  }

  private static LongStream times(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().stream()
              .mapToLong(NumberDataPoint::getTimeUnixNano);
      case SUM ->
          metric.getSum().getDataPointsList().stream().mapToLong(NumberDataPoint::getTimeUnixNano);
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().stream()
              .mapToLong(HistogramDataPoint::getTimeUnixNano);
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream()
              .mapToLong(ExponentialHistogramDataPoint::getTimeUnixNano);
      case SUMMARY ->
          metric.getSummary().getDataPointsList().stream()
              .mapToLong(SummaryDataPoint::getTimeUnixNano);
      case DATA_NOT_SET -> LongStream.empty();
    };
  }
}
