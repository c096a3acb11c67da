package io.watchlake.system.hostile;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.watchlake.model.Topics;
import org.jspecify.annotations.Nullable;

/** The three signals, and how many records a message of each holds. */
public enum Signal {
  SPANS(Topics.OTLP_SPANS, "/v1/traces") {
    @Override
    int parsedRecords(byte[] message) throws InvalidProtocolBufferException {
      return ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .mapToInt(scope -> scope.getSpansCount())
          .sum();
    }
  },
  LOGS(Topics.OTLP_LOGS, "/v1/logs") {
    @Override
    int parsedRecords(byte[] message) throws InvalidProtocolBufferException {
      return ExportLogsServiceRequest.parseFrom(message).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .mapToInt(scope -> scope.getLogRecordsCount())
          .sum();
    }
  },
  METRICS(Topics.OTLP_METRICS, "/v1/metrics") {
    @Override
    int parsedRecords(byte[] message) throws InvalidProtocolBufferException {
      return ExportMetricsServiceRequest.parseFrom(message).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .mapToInt(metric -> Math.max(1, points(metric)))
          .sum();
    }
  };

  private final String topic;
  private final String path;

  Signal(String topic, String path) {
    this.topic = topic;
    this.path = path;
  }

  /** The base name of the topic that carries it. */
  public String topic() {
    return topic;
  }

  /** Where OTLP over HTTP takes it. */
  public String path() {
    return path;
  }

  abstract int parsedRecords(byte[] message) throws InvalidProtocolBufferException;

  /**
   * How many rows and dead letters a message must end as: one a record (a metric without points is
   * one too), or one for the message as a whole when it holds none or cannot be read. Counted by
   * the official classes.
   */
  public int outcomes(byte @Nullable [] message) {
    if (message == null) {
      return 1;
    }
    try {
      return Math.max(1, parsedRecords(message));
    } catch (InvalidProtocolBufferException unreadable) {
      return 1;
    }
  }

  /** A request of this signal with nothing wrong, taken at a time. */
  MessageLite valid(Records records) {
    return switch (this) {
      case SPANS -> records.spans();
      case LOGS -> records.logs();
      case METRICS -> records.metrics();
    };
  }

  private static int points(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }
}
