package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;

/**
 * Spans from Kafka messages that hold one {@code ExportTraceServiceRequest} in protobuf each.
 *
 * <p>Every record of a message ends as exactly one span or dead letter, in the order of the
 * message; a message that cannot be read, or holds no records, ends as one dead letter. No input
 * makes decoding throw. Not for use by several threads at once.
 */
public final class SpanDecoder {

  /** Takes what a message holds; what it throws passes through the decoder. */
  public interface Handler {
    void span(Span span);

    void deadLetter(DeadLetter deadLetter);
  }

  private final DecodeLimits limits;
  private final TimePolicy times;
  private final MessageReader<ExportTraceServiceRequest> reader;

  public SpanDecoder(DecodeLimits limits) {
    this.limits = limits;
    this.times = new TimePolicy(limits);
    this.reader = new MessageReader<>(ExportTraceServiceRequest.parser(), false, limits);
  }

  /**
   * Decodes one message.
   *
   * @throws IllegalArgumentException where the topic's name holds no valid timeline
   */
  public void decode(RawMessage message, Handler handler) {
    ExportTraceServiceRequest request = reader.read(message, handler::deadLetter);
    if (request == null) {
      return;
    }
    Timeline timeline = message.timeline();
    int messageBytes = message.value() == null ? 0 : message.value().length;
    int index = 0;
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      Resource resource = AttributeReader.resource(ofResource.getResource());
      int resourceBytes = ofResource.getResource().getSerializedSize();
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        Scope scope = AttributeReader.scope(ofScope.getScope());
        int headerBytes = resourceBytes + ofScope.getScope().getSerializedSize();
        for (io.opentelemetry.proto.trace.v1.Span item : ofScope.getSpansList()) {
          int at = index++;
          Span span;
          try {
            limits.checkHeader(headerBytes);
            limits.checkItem(messageBytes, item);
            span = span(message, at, timeline, resource, scope, item);
          } catch (Fault fault) {
            handler.deadLetter(DeadLetters.item(message, at, fault, item));
            continue;
          } catch (RuntimeException unforeseen) {
            handler.deadLetter(DeadLetters.item(message, at, Fault.of(unforeseen), item));
            continue;
          }
          handler.span(span);
        }
      }
    }
  }

  private Span span(
      RawMessage message,
      int index,
      Timeline timeline,
      Resource resource,
      Scope scope,
      io.opentelemetry.proto.trace.v1.Span item)
      throws Fault {
    byte[] traceId = Ids.required(item.getTraceId(), Ids.TRACE_ID_BYTES, "trace id");
    byte[] spanId = Ids.required(item.getSpanId(), Ids.SPAN_ID_BYTES, "span id");
    byte[] parentSpanId = Ids.optional(item.getParentSpanId(), Ids.SPAN_ID_BYTES, "parent span id");
    times.check(item.getStartTimeUnixNano(), message, timeline.isLive());
    return new Span(
        message.origin().at(index),
        timeline.name(),
        resource,
        scope,
        traceId,
        spanId,
        parentSpanId,
        item.getTraceState(),
        item.getFlags(),
        item.getName(),
        kind(item.getKindValue()),
        item.getStartTimeUnixNano(),
        item.getEndTimeUnixNano(),
        status(item.getStatus().getCodeValue()),
        item.getStatus().getMessage(),
        AttributeReader.attributes(item.getAttributesList()),
        item.getDroppedAttributesCount(),
        JsonText.events(item.getEventsList()),
        item.getDroppedEventsCount(),
        JsonText.links(item.getLinksList()),
        item.getDroppedLinksCount());
  }

  private static SpanKind kind(int number) {
    return switch (number) {
      case 1 -> SpanKind.INTERNAL;
      case 2 -> SpanKind.SERVER;
      case 3 -> SpanKind.CLIENT;
      case 4 -> SpanKind.PRODUCER;
      case 5 -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private static StatusCode status(int number) {
    return switch (number) {
      case 1 -> StatusCode.OK;
      case 2 -> StatusCode.ERROR;
      default -> StatusCode.UNSET;
    };
  }
}
