package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/** Counts records as the decoders do, so that the counts reconcile. */
public final class OtlpRecords {

  private OtlpRecords() {}

  /**
   * How many rows and dead letters a request's message becomes: its spans, log records or data
   * points, a metric without data points counting as one. 0 for an empty request, whose message
   * would be one dead letter.
   *
   * @throws IllegalArgumentException for anything that is not an OTLP request
   */
  public static int count(Message request) {
    if (request instanceof ExportTraceServiceRequest traces) {
      return traces.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .mapToInt(scope -> scope.getSpansCount())
          .sum();
    }
    if (request instanceof ExportLogsServiceRequest logs) {
      return logs.getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .mapToInt(scope -> scope.getLogRecordsCount())
          .sum();
    }
    if (request instanceof ExportMetricsServiceRequest metrics) {
      return metrics.getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .mapToInt(OtlpRecords::count)
          .sum();
    }
    throw new IllegalArgumentException(
        "not an OTLP request: " + request.getDescriptorForType().getFullName());
  }

  /** Data points of a metric; 1 where it has none. */
  static int count(Metric metric) {
    int points =
        switch (metric.getDataCase()) {
          case GAUGE -> metric.getGauge().getDataPointsCount();
          case SUM -> metric.getSum().getDataPointsCount();
          case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
          case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
          case SUMMARY -> metric.getSummary().getDataPointsCount();
          case DATA_NOT_SET -> 0;
        };
    return Math.max(1, points);
  }
}
