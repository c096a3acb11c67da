package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowSeriesTest {

  private final OverflowSeries overflow = new OverflowSeries();

  @Test
  void itIsTheSeriesThatASenderWithoutAServiceWouldHave() {
    Series made = overflow.of(series("queue", MetricKind.GAUGE, Temporality.UNSPECIFIED, false));
    assertThat(made).usingRecursiveComparison().ignoringFields("description").isEqualTo(sent());
    assertThat(made.description()).isEqualTo("about");
  }

  @Test
  void seriesOfOneMetricHaveOneWhateverTheirServiceAndLabels() {
    Series one = series("queue", MetricKind.GAUGE, Temporality.UNSPECIFIED, false);
    assertThat(overflow.of(one).id())
        .isEqualTo(
            overflow
                .of(
                    new Series(
                        9,
                        9,
                        "queue",
                        "",
                        "1",
                        MetricKind.GAUGE,
                        Temporality.UNSPECIFIED,
                        false,
                        new Resource("other", Attributes.EMPTY),
                        new Scope("scope", "2", null),
                        Attributes.EMPTY))
                .id())
        .isNotEqualTo(
            overflow.of(series("other", MetricKind.GAUGE, Temporality.UNSPECIFIED, false)).id());
  }

  @ParameterizedTest
  @CsvSource({
    "GAUGE, UNSPECIFIED, false, GAUGE, UNSPECIFIED, false",
    "SUM, DELTA, true, SUM, DELTA, true",
    "SUM, CUMULATIVE, true, SUM, CUMULATIVE, false",
    "SUM, CUMULATIVE, false, SUM, CUMULATIVE, false",
    "HISTOGRAM, DELTA, false, HISTOGRAM, DELTA, false",
    "HISTOGRAM, CUMULATIVE, false, HISTOGRAM, UNSPECIFIED, false",
    "EXPONENTIAL_HISTOGRAM, CUMULATIVE, false, EXPONENTIAL_HISTOGRAM, UNSPECIFIED, false",
    "SUMMARY, UNSPECIFIED, false, HISTOGRAM, UNSPECIFIED, false",
  })
  void whatCannotBeAddedUpOverSeriesIsNot(
      MetricKind kind,
      Temporality temporality,
      boolean monotonic,
      MetricKind ofKind,
      Temporality ofTemporality,
      boolean isMonotonic) {
    Series made = overflow.of(series("m", kind, temporality, monotonic));
    assertThat(made.kind()).isEqualTo(ofKind);
    assertThat(made.temporality()).isEqualTo(ofTemporality);
    assertThat(made.monotonic()).isEqualTo(isMonotonic);
  }

  private static Series series(
      String metric, MetricKind kind, Temporality temporality, boolean monotonic) {
    return new Series(
        1,
        1,
        metric,
        "about",
        "1",
        kind,
        temporality,
        monotonic,
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        new Attributes(Map.of("user", "7"), Map.of(), Map.of(), Map.of(), null));
  }

  /** The series of a point that comes with the attribute and without a resource. */
  private static Series sent() {
    byte[] request =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .addMetrics(
                                Metric.newBuilder()
                                    .setName("queue")
                                    .setUnit("1")
                                    .setGauge(
                                        Gauge.newBuilder()
                                            .addDataPoints(
                                                NumberDataPoint.newBuilder()
                                                    .setTimeUnixNano(1_767_225_600_000_000_000L)
                                                    .setAsInt(1)
                                                    .addAttributes(
                                                        KeyValue.newBuilder()
                                                            .setKey(OverflowSeries.ATTRIBUTE)
                                                            .setValue(
                                                                AnyValue.newBuilder()
                                                                    .setBoolValue(true))))))))
            .build()
            .toByteArray();
    List<Series> found = new ArrayList<>();
    new MetricDecoder(DecodeLimits.ofRetention(Duration.ofDays(30)))
        .decode(
            new RawMessage("otlp_metrics.case", 0, 0, 1_767_225_600_000L, request),
            new MetricDecoder.Handler() {
              @Override
              public void number(NumberPoint point) {
                found.add(point.series());
              }

              @Override
              public void distribution(DistributionPoint point) {}

              @Override
              public void deadLetter(DeadLetter deadLetter) {}
            });
    return found.get(0);
  }
}
