package io.watchlake.system.hostile;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Random;

/**
 * Requests with chosen faults; without any they are valid.
 *
 * @param random what is left to chance
 * @param unixNano the time of the records
 * @param count how many records
 * @param idBytes length of the trace ids; 16 is right
 * @param value the value of an attribute and of the points
 * @param text the value of another attribute
 * @param resourceBytes size of a resource attribute
 */
record Records(
    Random random,
    long unixNano,
    int count,
    int idBytes,
    double value,
    AnyValue text,
    int resourceBytes) {

  static Records valid(Random random, long unixNano) {
    return new Records(random, unixNano, 1 + random.nextInt(4), 16, 1.5, string("fine"), 10);
  }

  Records at(long newUnixNano) {
    return new Records(random, newUnixNano, count, idBytes, value, text, resourceBytes);
  }

  Records withIdBytes(int bytes) {
    return new Records(random, unixNano, count, bytes, value, text, resourceBytes);
  }

  Records withValue(double newValue) {
    return new Records(random, unixNano, count, idBytes, newValue, text, resourceBytes);
  }

  Records withText(AnyValue newText) {
    return new Records(random, unixNano, count, idBytes, value, newText, resourceBytes);
  }

  Records withResourceBytes(int bytes) {
    return new Records(random, unixNano, count, idBytes, value, text, bytes);
  }

  Records withCount(int newCount) {
    return new Records(random, unixNano, newCount, idBytes, value, text, resourceBytes);
  }

  static AnyValue string(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  ExportTraceServiceRequest spans() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(id(idBytes))
              .setSpanId(id(8))
              .setName("hostile")
              .setStartTimeUnixNano(unixNano)
              .setEndTimeUnixNano(unixNano + 1000)
              .addAttributes(attribute("number", number()))
              .addAttributes(attribute("text", text)));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(scope))
        .build();
  }

  ExportLogsServiceRequest logs() {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(unixNano)
              .setTraceId(id(idBytes))
              .setSpanId(id(8))
              .setBody(string("hostile"))
              .addAttributes(attribute("number", number()))
              .addAttributes(attribute("text", text)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource()).addScopeLogs(scope))
        .build();
  }

  ExportMetricsServiceRequest metrics() {
    Gauge.Builder gauge = Gauge.newBuilder();
    Histogram.Builder histogram = Histogram.newBuilder();
    for (int i = 0; i < count; i++) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(unixNano)
              .setAsDouble(value)
              .addAttributes(attribute("text", text)));
      histogram.addDataPoints(
          HistogramDataPoint.newBuilder()
              .setTimeUnixNano(unixNano)
              .setCount(3)
              .setSum(value)
              .addExplicitBounds(idBytes == 16 ? 1 : Double.NaN)
              .addBucketCounts(1)
              .addBucketCounts(2));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource())
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("hostile.gauge").setGauge(gauge))
                        .addMetrics(
                            Metric.newBuilder()
                                .setName("hostile.histogram")
                                .setHistogram(histogram))))
        .build();
  }

  private Resource resource() {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", string("hostile")))
        .addAttributes(attribute("padding", string("x".repeat(resourceBytes))))
        .build();
  }

  private AnyValue number() {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private ByteString id(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
