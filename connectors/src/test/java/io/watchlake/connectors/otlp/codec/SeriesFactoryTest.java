package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.NOW;
import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A series factory")
class SeriesFactoryTest {

  @Test
  @DisplayName("makes the series that would arrive")
  void made() {
    Decoded decoded =
        Decoded.metrics(
            Requests.message(
                "otlp_metrics",
                Requests.metrics(
                        Metric.newBuilder()
                            .setName("m")
                            .setUnit("%")
                            .setDescription("d")
                            .setGauge(
                                Gauge.newBuilder()
                                    .addDataPoints(
                                        NumberDataPoint.newBuilder()
                                            .setTimeUnixNano(NOW)
                                            .setAsDouble(1)
                                            .addAttributes(attribute("b", "2"))
                                            .addAttributes(attribute("a", "1"))))
                            .build())
                    .toByteArray()));
    Series made =
        SeriesFactory.gauge(
            "m", "d", "%", Map.of("service.name", "shop"), "test", "1", Map.of("a", "1", "b", "2"));

    assertThat(decoded.numbers).extracting(NumberPoint::series).containsExactly(made);
  }

  @Test
  @DisplayName("makes the counter that would arrive")
  void madeCounter() {
    Decoded decoded =
        Decoded.metrics(
            Requests.message(
                "otlp_metrics",
                Requests.metrics(
                        Metric.newBuilder()
                            .setName("m")
                            .setUnit("{record}")
                            .setDescription("d")
                            .setSum(
                                Sum.newBuilder()
                                    .setIsMonotonic(true)
                                    .setAggregationTemporality(
                                        AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                                    .addDataPoints(
                                        NumberDataPoint.newBuilder()
                                            .setTimeUnixNano(NOW)
                                            .setAsInt(1)))
                            .build())
                    .toByteArray()));
    Series made =
        SeriesFactory.counter(
            "m", "d", "{record}", Map.of("service.name", "shop"), "test", "1", Map.of());

    assertThat(decoded.numbers).extracting(NumberPoint::series).containsExactly(made);
  }
}
