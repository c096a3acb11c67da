package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.Random;

/** Requests as senders write them, faults among their points; the same for the same seed. */
final class UsualRequests {

  private final Random random;
  private final boolean faults;

  UsualRequests(long seed, boolean faults) {
    this.random = new Random(seed);
    this.faults = faults;
  }

  ExportMetricsServiceRequest next() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      ResourceMetrics.Builder resource =
          ResourceMetrics.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAttributes(Requests.attribute("service.name", "s" + random.nextInt(3))));
      for (int j = 1 + random.nextInt(2); j > 0; j--) {
        resource.addScopeMetrics(scope());
      }
      request.addResourceMetrics(resource.setSchemaUrl(random.nextBoolean() ? "" : "https://s/1"));
    }
    return request.build();
  }

  private ScopeMetrics scope() {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    if (random.nextBoolean()) {
      scope.setScope(InstrumentationScope.newBuilder().setName("n" + random.nextInt(2)));
    }
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      Metric.Builder metric =
          Metric.newBuilder()
              .setName("m" + random.nextInt(4))
              .setUnit(random.nextBoolean() ? "" : "By");
      kind(metric);
      if (random.nextInt(4) == 0) {
        metric.addMetadata(Requests.attribute("prometheus.type", "counter"));
      }
      scope.addMetrics(metric);
    }
    return scope.build();
  }

  private void kind(Metric.Builder metric) {
    int points = 1 + random.nextInt(5);
    switch (random.nextInt(8)) {
      case 0 -> {
        HistogramDataPoint.Builder point =
            HistogramDataPoint.newBuilder().setTimeUnixNano(time()).setCount(3).setSum(1.5);
        metric.setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                .addDataPoints(point.addBucketCounts(1).addBucketCounts(2).addExplicitBounds(0.5)));
      }
      case 1 ->
          metric.setExponentialHistogram(
              ExponentialHistogram.newBuilder()
                  .addDataPoints(
                      ExponentialHistogramDataPoint.newBuilder()
                          .setTimeUnixNano(time())
                          .setScale(2)
                          .setZeroCount(1)));
      case 2 ->
          metric.setSummary(
              Summary.newBuilder()
                  .addDataPoints(
                      SummaryDataPoint.newBuilder()
                          .setTimeUnixNano(time())
                          .addAttributes(label())
                          .setCount(4)));
      case 3, 4, 5 -> {
        Sum.Builder sum =
            Sum.newBuilder()
                .setAggregationTemporalityValue(random.nextInt(3))
                .setIsMonotonic(random.nextBoolean());
        for (int i = 0; i < points; i++) {
          sum.addDataPoints(point().setStartTimeUnixNano(Requests.NOW - 1_000_000_000L));
        }
        metric.setSum(sum);
      }
      default -> {
        Gauge.Builder gauge = Gauge.newBuilder();
        for (int i = 0; i < points; i++) {
          gauge.addDataPoints(point());
        }
        metric.setGauge(gauge);
      }
    }
  }

  private NumberDataPoint.Builder point() {
    NumberDataPoint.Builder point = NumberDataPoint.newBuilder().setTimeUnixNano(time());
    for (int i = random.nextInt(4); i > 0; i--) {
      point.addAttributes(label());
    }
    switch (random.nextInt(faults ? 5 : 3)) {
      case 0 -> point.setAsInt(random.nextLong());
      case 1 -> point.setAsDouble(random.nextGaussian());
      case 2 -> point.setFlags(1);
      default -> point.setFlags(random.nextInt(3));
    }
    if (random.nextInt(6) == 0) {
      point.addExemplars(
          Exemplar.newBuilder()
              .setTimeUnixNano(Requests.NOW)
              .setAsDouble(random.nextGaussian())
              .setTraceId(ByteString.copyFrom(new byte[16])));
    }
    return point;
  }

  private long time() {
    return faults && random.nextInt(10) == 0
        ? random.nextLong()
        : Requests.NOW - random.nextInt(1_000_000_000);
  }

  private KeyValue label() {
    return random.nextInt(4) == 0
        ? Requests.attribute("n", random.nextInt(3))
        : Requests.attribute("k" + random.nextInt(3), "größe " + random.nextInt(3));
  }
}
