package io.watchlake.app.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.watchlake.connectors.otlp.codec.OtlpJson;
import io.watchlake.connectors.otlp.codec.OtlpJsonException;
import java.util.concurrent.TimeUnit;

/** OTLP requests from their bytes, and what a collector adds to them. */
final class Requests {

  private Requests() {}

  /**
   * Decodes a protobuf request.
   *
   * @throws RefusedException when it is not one
   */
  static Message fromProtobuf(Signal signal, byte[] body) {
    try {
      return signal.prototype().getParserForType().parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "the body is not a protobuf "
              + signal.label()
              + " request of OTLP: "
              + String.valueOf(e.getMessage()));
    }
  }

  /**
   * Decodes a JSON request.
   *
   * @throws RefusedException when it is not one; the reason names the place
   */
  static Message fromJson(Signal signal, byte[] body) {
    try {
      return OtlpJson.parse(body, signal.prototype());
    } catch (OtlpJsonException e) {
      throw new RefusedException(
          Refusal.MALFORMED,
          "the body is not a JSON "
              + signal.label()
              + " request of OTLP: "
              + String.valueOf(e.getMessage()));
    }
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
    for (var resource : stamped.getResourceLogsBuilderList()) {
      for (var scope : resource.getScopeLogsBuilderList()) {
        for (LogRecord.Builder log : scope.getLogRecordsBuilderList()) {
          if (log.getTimeUnixNano() == 0 && log.getObservedTimeUnixNano() == 0) {
            log.setObservedTimeUnixNano(nanos);
          }
        }
      }
    }
    return stamped.build();
  }

  private static boolean anyTimeless(ExportLogsServiceRequest logs) {
    return logs.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .anyMatch(log -> log.getTimeUnixNano() == 0 && log.getObservedTimeUnixNano() == 0);
  }
}
