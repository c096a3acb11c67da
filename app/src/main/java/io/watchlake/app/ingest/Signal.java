package io.watchlake.app.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.watchlake.model.Topics;
import java.util.Locale;

/** The kinds of telemetry that OTLP carries, each with its path, its topic and its messages. */
public enum Signal {
  TRACES("spans", Topics.OTLP_SPANS, ExportTraceServiceRequest.getDefaultInstance()),
  METRICS("metric points", Topics.OTLP_METRICS, ExportMetricsServiceRequest.getDefaultInstance()),
  LOGS("log records", Topics.OTLP_LOGS, ExportLogsServiceRequest.getDefaultInstance());

  private final String records;
  private final String topic;
  private final Message prototype;

  Signal(String records, String topic, Message prototype) {
    this.records = records;
    this.topic = topic;
    this.prototype = prototype;
  }

  /** The name in paths and answers: {@code traces}, {@code metrics} or {@code logs}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its records are called, in the plural. */
  public String records() {
    return records;
  }

  /** The path of OTLP over HTTP. */
  public String path() {
    return "/v1/" + label();
  }

  /** The base name of its Kafka topic. */
  public String topic() {
    return topic;
  }

  /** An empty request of this signal. */
  public Message prototype() {
    return prototype;
  }

  /**
   * The answer to an accepted request.
   *
   * @param rejected how many records were refused for good; the sender must not send them again
   * @param message why, or an empty text
   */
  Message answer(long rejected, String message) {
    boolean partial = rejected > 0 || !message.isEmpty();
    return switch (this) {
      case TRACES -> {
        var answer = ExportTraceServiceResponse.newBuilder();
        yield partial
            ? answer
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejected)
                        .setErrorMessage(message))
                .build()
            : answer.build();
      }
      case METRICS -> {
        var answer = ExportMetricsServiceResponse.newBuilder();
        yield partial
            ? answer
                .setPartialSuccess(
                    ExportMetricsPartialSuccess.newBuilder()
                        .setRejectedDataPoints(rejected)
                        .setErrorMessage(message))
                .build()
            : answer.build();
      }
      case LOGS -> {
        var answer = ExportLogsServiceResponse.newBuilder();
        yield partial
            ? answer
                .setPartialSuccess(
                    ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(rejected)
                        .setErrorMessage(message))
                .build()
            : answer.build();
      }
    };
  }

  /**
   * What an answer says of records that were refused.
   *
   * @param records how many
   * @param message why; empty without any
   */
  public record Rejected(long records, String message) {}

  /**
   * Reads the protobuf answer to a request.
   *
   * @throws InvalidProtocolBufferException when it is not one
   */
  public Rejected rejected(byte[] answer) throws InvalidProtocolBufferException {
    return switch (this) {
      case TRACES -> {
        var partial = ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess();
        yield new Rejected(partial.getRejectedSpans(), partial.getErrorMessage());
      }
      case METRICS -> {
        var partial = ExportMetricsServiceResponse.parseFrom(answer).getPartialSuccess();
        yield new Rejected(partial.getRejectedDataPoints(), partial.getErrorMessage());
      }
      case LOGS -> {
        var partial = ExportLogsServiceResponse.parseFrom(answer).getPartialSuccess();
        yield new Rejected(partial.getRejectedLogRecords(), partial.getErrorMessage());
      }
    };
  }
}
