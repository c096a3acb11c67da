package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.watchlake.model.RawMessage;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Requests to test with, and the messages they arrive in. */
final class Requests {

  static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
  static final long NOW = nanos(ARRIVAL);

  static final ByteString TRACE_ID = hex("0102030405060708090a0b0c0d0e0f10");
  static final ByteString SPAN_ID = hex("1112131415161718");

  private Requests() {}

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  static ByteString hex(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static RawMessage message(String topic, byte[] value) {
    return new RawMessage(topic, 3, 42, ARRIVAL.toEpochMilli(), value);
  }

  static KeyValue attribute(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  static KeyValue attribute(String key, long value) {
    return attribute(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static Resource shop() {
    return Resource.newBuilder().addAttributes(attribute("service.name", "shop")).build();
  }

  static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder().setName("test").setVersion("1").build();
  }

  static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(TRACE_ID)
        .setSpanId(SPAN_ID)
        .setName("checkout")
        .setStartTimeUnixNano(NOW)
        .setEndTimeUnixNano(NOW + 5_000_000);
  }

  static ExportTraceServiceRequest spans(Span... spans) {
    return spans(shop(), List.of(spans));
  }

  static ExportTraceServiceRequest spans(Resource resource, List<Span> spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(resource)
                .addScopeSpans(ScopeSpans.newBuilder().setScope(scope()).addAllSpans(spans)))
        .build();
  }

  static LogRecord.Builder log() {
    return LogRecord.newBuilder()
        .setTimeUnixNano(NOW)
        .setBody(AnyValue.newBuilder().setStringValue("sold out"));
  }

  static ExportLogsServiceRequest logs(LogRecord... logs) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(shop())
                .addScopeLogs(
                    ScopeLogs.newBuilder().setScope(scope()).addAllLogRecords(List.of(logs))))
        .build();
  }

  static ExportMetricsServiceRequest metrics(Metric... metrics) {
    return metrics(shop(), List.of(metrics));
  }

  static ExportMetricsServiceRequest metrics(Resource resource, List<Metric> metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(
                    ScopeMetrics.newBuilder().setScope(scope()).addAllMetrics(metrics)))
        .build();
  }
}
