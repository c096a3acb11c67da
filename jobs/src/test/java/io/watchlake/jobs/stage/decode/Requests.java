package io.watchlake.jobs.stage.decode;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;

/** Requests with one record for each time they are given. */
final class Requests {

  private Requests() {}

  static byte[] spans(Instant... starts) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (Instant start : starts) {
      spans.addSpans(span(start));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  /** A good span between one whose trace id is too short and one without a time. */
  static byte[] badSpansAroundAGoodOne(Instant start) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(span(start).setTraceId(ByteString.copyFromUtf8("short")))
                        .addSpans(span(start))
                        .addSpans(span(start).clearStartTimeUnixNano())))
        .build()
        .toByteArray();
  }

  private static Span.Builder span(Instant start) {
    return Span.newBuilder()
        .setTraceId(
            ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
        .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .setStartTimeUnixNano(nanos(start))
        .setEndTimeUnixNano(nanos(start) + 1);
  }

  static byte[] logs(Instant... times) {
    ScopeLogs.Builder logs = ScopeLogs.newBuilder();
    for (Instant time : times) {
      logs.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(nanos(time))
              .setBody(AnyValue.newBuilder().setStringValue("sold out")));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(logs))
        .build()
        .toByteArray();
  }

  /** A gauge with a point for each time, and a histogram with one as well. */
  static byte[] metrics(Instant... times) {
    Gauge.Builder gauge = Gauge.newBuilder();
    Histogram.Builder histogram = Histogram.newBuilder();
    for (Instant time : times) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder().setTimeUnixNano(nanos(time)).setAsDouble(0.5));
      histogram.addDataPoints(
          HistogramDataPoint.newBuilder()
              .setTimeUnixNano(nanos(time))
              .setCount(1)
              .addBucketCounts(1));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("queue").setGauge(gauge))
                        .addMetrics(Metric.newBuilder().setName("wait").setHistogram(histogram))))
        .build()
        .toByteArray();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
