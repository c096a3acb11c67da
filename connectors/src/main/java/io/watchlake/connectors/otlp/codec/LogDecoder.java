package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Log records from Kafka messages that hold one {@code ExportLogsServiceRequest} in protobuf each.
 *
 * <p>Every record of a message ends as exactly one log record or dead letter, in the order of the
 * message; a message that cannot be read, or holds no records, ends as one dead letter. No input
 * makes decoding throw. Not for use by several threads at once.
 */
public final class LogDecoder {

  /** Takes what a message holds; what it throws passes through the decoder. */
  public interface Handler {
    void log(LogRecord log);

    void deadLetter(DeadLetter deadLetter);
  }

  private static final int HIGHEST_SEVERITY = 24;

  private final DecodeLimits limits;
  private final TimePolicy times;
  private final MessageReader<ExportLogsServiceRequest> reader;

  public LogDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.times = new TimePolicy(limits);
    this.reader = new MessageReader<>(ExportLogsServiceRequest.parser(), false, limits);
  }

  /**
   * Decodes one message.
   *
   * @throws IllegalArgumentException where the topic's name holds no valid timeline
   */
  public void decode(RawMessage message, Handler handler) {
    ExportLogsServiceRequest request = reader.read(message, handler::deadLetter);
    if (request == null) {
      return;
    }
    Timeline timeline = message.timeline();
    int messageBytes = message.value() == null ? 0 : message.value().length;
    int index = 0;
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      Resource resource = AttributeReader.resource(ofResource.getResource());
      int resourceBytes = ofResource.getResource().getSerializedSize();
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        Scope scope = AttributeReader.scope(ofScope.getScope());
        int headerBytes = resourceBytes + ofScope.getScope().getSerializedSize();
        for (io.opentelemetry.proto.logs.v1.LogRecord item : ofScope.getLogRecordsList()) {
          int at = index++;
          LogRecord log;
          try {
            limits.checkHeader(headerBytes);
            limits.checkItem(messageBytes, item);
            log = log(message, at, timeline, resource, scope, item);
          } catch (Fault fault) {
            handler.deadLetter(DeadLetters.item(message, at, fault, item));
            continue;
          } catch (RuntimeException unforeseen) {
            handler.deadLetter(DeadLetters.item(message, at, Fault.of(unforeseen), item));
            continue;
          }
          handler.log(log);
        }
      }
    }
  }

  private LogRecord log(
      RawMessage message,
      int index,
      Timeline timeline,
      Resource resource,
      Scope scope,
      io.opentelemetry.proto.logs.v1.LogRecord item)
      throws Fault {
    byte[] traceId = Ids.optional(item.getTraceId(), Ids.TRACE_ID_BYTES, "trace id");
    byte[] spanId = Ids.optional(item.getSpanId(), Ids.SPAN_ID_BYTES, "span id");
    long eventTime = eventTime(item, message.arrivalMillis());
    times.check(eventTime, message, timeline.isLive());
    int severity = item.getSeverityNumberValue();
    return new LogRecord(
        message.origin().at(index),
        timeline.name(),
        resource,
        scope,
        eventTime,
        item.getTimeUnixNano(),
        item.getObservedTimeUnixNano(),
        severity < 0 || severity > HIGHEST_SEVERITY ? 0 : severity,
        item.getSeverityText(),
        body(item.getBody()),
        bodyIsJson(item.getBody()),
        item.getEventName(),
        traceId,
        spanId,
        item.getFlags(),
        AttributeReader.attributes(item.getAttributesList()),
        item.getDroppedAttributesCount());
  }

  private static long eventTime(io.opentelemetry.proto.logs.v1.LogRecord item, long arrivalMillis) {
    if (item.getTimeUnixNano() != 0) {
      return item.getTimeUnixNano();
    }
    return item.getObservedTimeUnixNano() != 0
        ? item.getObservedTimeUnixNano()
        : TimePolicy.nanos(arrivalMillis);
  }

  private static @Nullable String body(AnyValue body) {
    return switch (body.getValueCase()) {
      case STRING_VALUE -> body.getStringValue();
      case VALUE_NOT_SET -> null;
      default -> JsonText.value(body);
    };
  }

  private static boolean bodyIsJson(AnyValue body) {
    return body.hasArrayValue()
        || body.hasKvlistValue()
        || body.hasBytesValue()
        || body.hasBoolValue()
        || body.hasIntValue()
        || body.hasDoubleValue();
  }
}
