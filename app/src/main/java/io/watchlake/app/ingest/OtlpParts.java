package io.watchlake.app.ingest;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An OTLP request as the Kafka messages it becomes.
 *
 * @param messages in the order to send them; none for a request without records
 * @param tooLarge records that fit into no message
 */
record OtlpParts(List<KafkaPublisher.Part> messages, long tooLarge) {

  static OtlpParts of(Signal signal, Message request) {
    long n = records(request);
    return new OtlpParts(
        n == 0
            ? List.of()
            : List.of(new KafkaPublisher.Part((int) n, null, null, request.toByteArray())),
        0);
  }

  /** How many spans, log records or metric points are in {@code request}. */
  static long records(Message request) {
    if (request instanceof ExportTraceServiceRequest traces) {
      return traces.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .mapToLong(scope -> scope.getSpansCount())
          .sum();
    }
    if (request instanceof ExportLogsServiceRequest logs) {
      return logs.getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .mapToLong(scope -> scope.getLogRecordsCount())
          .sum();
    }
    if (request instanceof ExportMetricsServiceRequest metrics) {
      return metrics.getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .mapToLong(OtlpParts::points)
          .sum();
    }
    throw new IllegalArgumentException("not an OTLP request: " + request.getClass());
  }

  private static long points(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsCount();
      case SUM -> metric.getSum().getDataPointsCount();
      case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
      case SUMMARY -> metric.getSummary().getDataPointsCount();
      case DATA_NOT_SET -> 0;
    };
  }

  /**
   * The same request; log records with no time of their own get {@code arrivalMillis} as the time
   * they were observed, as OTLP asks of the first collector that sees them.
   */
  static Message withArrival(Message request, long arrivalMillis) {
    if (!(request instanceof ExportLogsServiceRequest logs) || !anyTimeless(logs)) {
      return request;
    }
    long nanos = TimeUnit.MILLISECONDS.toNanos(arrivalMillis);
    ExportLogsServiceRequest.Builder stamped = logs.toBuilder();
    stamped
        .getResourceLogsBuilderList()
        .forEach(
            resource ->
                resource
                    .getScopeLogsBuilderList()
                    .forEach(
                        scope ->
                            scope.getLogRecordsBuilderList().stream()
                                .filter(
                                    log ->
                                        log.getTimeUnixNano() == 0
                                            && log.getObservedTimeUnixNano() == 0)
                                .forEach(log -> log.setObservedTimeUnixNano(nanos))));
    return stamped.build();
  }

  private static boolean anyTimeless(ExportLogsServiceRequest logs) {
    return logs.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .anyMatch(OtlpParts::timeless);
  }

  private static boolean timeless(LogRecord log) {
    return log.getTimeUnixNano() == 0 && log.getObservedTimeUnixNano() == 0;
  }
}
