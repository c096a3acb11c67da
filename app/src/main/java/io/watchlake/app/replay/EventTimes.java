package io.watchlake.app.replay;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;

/**
 * The span of event time of a request, in nanoseconds since the epoch: spans by their end, log
 * records by their time or else the time they were observed. Records without a time are left out.
 *
 * @param earliestNanos the earliest
 * @param latestNanos the latest; before {@code earliestNanos} when there is no time at all
 */
record EventTimes(long earliestNanos, long latestNanos) {

  static EventTimes of(Message request) {
    LongSummaryStatistics times = stream(request).filter(nanos -> nanos > 0).summaryStatistics();
    return new EventTimes(times.getMin(), times.getMax());
  }

  boolean any() {
    return earliestNanos <= latestNanos;
  }

  private static LongStream stream(Message request) {
    if (request instanceof ExportTraceServiceRequest traces) {
      return traces.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .mapToLong(Span::getEndTimeUnixNano);
    }
    if (request instanceof ExportLogsServiceRequest logs) {
      return logs.getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .mapToLong(EventTimes::time);
    }
    if (request instanceof ExportMetricsServiceRequest metrics) {
      return metrics.getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .flatMapToLong(EventTimes::times);
    }
    throw new IllegalArgumentException(
        "not an OTLP request: " + request.getDescriptorForType().getFullName());
  }

  private static long time(LogRecord log) {
    return log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
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
