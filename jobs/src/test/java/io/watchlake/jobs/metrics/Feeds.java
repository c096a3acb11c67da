package io.watchlake.jobs.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.ArrayList;
import java.util.List;

/** OTLP requests of a small shop: a gauge of some series, a histogram, now and then rubbish. */
final class Feeds {

  /** 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000_000_000L;

  static final int SERIES = 5;

  private static final long STEP = 10_000_000_000L;

  private Feeds() {}

  /**
   * One request per step of ten seconds, each with a point of every series and one histogram point.
   * Every tenth message is no request at all.
   *
   * @param from the first step
   * @param to one more than the last step
   */
  static List<byte[]> messages(int from, int to) {
    List<byte[]> messages = new ArrayList<>();
    for (int step = from; step < to; step++) {
      messages.add(step % 10 == 9 ? new byte[] {(byte) 0xFF, 1, 2} : request(step));
    }
    return messages;
  }

  /** How many steps of a range are requests. */
  static long requests(int from, int to) {
    long count = 0;
    for (int step = from; step < to; step++) {
      count += step % 10 == 9 ? 0 : 1;
    }
    return count;
  }

  private static byte[] request(int step) {
    long time = START + step * STEP;
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int series = 0; series < SERIES; series++) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(time)
              .setAsInt(step)
              .addAttributes(attribute("till", "till-" + series)));
    }
    Histogram histogram =
        Histogram.newBuilder()
            .addDataPoints(
                HistogramDataPoint.newBuilder()
                    .setTimeUnixNano(time)
                    .setCount(3)
                    .setSum(1.5)
                    .addExplicitBounds(1)
                    .addBucketCounts(2)
                    .addBucketCounts(1))
            .build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("queue").setGauge(gauge))
                        .addMetrics(Metric.newBuilder().setName("wait").setHistogram(histogram))))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
