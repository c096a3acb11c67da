package io.watchlake.model.telemetry;

import io.watchlake.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A span. Times are nanoseconds since the epoch, UTC.
 *
 * @param origin where it came from
 * @param timeline the timeline's name
 * @param resource who sent it
 * @param scope the instrumentation scope
 * @param traceId 16 bytes, not all zero
 * @param spanId 8 bytes, not all zero
 * @param parentSpanId 8 bytes; null for a root span
 * @param traceState W3C trace state; empty where there is none
 * @param flags OTLP span flags, unsigned 32 bits
 * @param name the operation
 * @param startUnixNano start, the event time of the span
 * @param endUnixNano end; 0 where the sender gave none
 * @param statusMessage empty where there is none
 * @param attributes the span's own attributes
 * @param droppedAttributes how many attributes the sender dropped
 * @param eventsJson the events as a JSON array of {@code {time_unix_nano, name, attributes,
 *     dropped_attributes}}; null where there are none
 * @param droppedEvents how many events the sender dropped
 * @param linksJson the links as a JSON array of {@code {trace_id, span_id, trace_state, flags,
 *     attributes, dropped_attributes}}; null where there are none
 * @param droppedLinks how many links the sender dropped
 */
@SuppressWarnings("ArrayRecordComponent") // ids are passed on, never compared
public record Span(
    Origin origin,
    String timeline,
    Resource resource,
    Scope scope,
    byte[] traceId,
    byte[] spanId,
    byte @Nullable [] parentSpanId,
    String traceState,
    int flags,
    String name,
    SpanKind kind,
    long startUnixNano,
    long endUnixNano,
    StatusCode status,
    String statusMessage,
    Attributes attributes,
    int droppedAttributes,
    @Nullable String eventsJson,
    int droppedEvents,
    @Nullable String linksJson,
    int droppedLinks) {}
