package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static io.watchlake.connectors.otlp.codec.Requests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.watchlake.connectors.otlp.codec.OtlpSplitter.Part;
import io.watchlake.connectors.otlp.codec.OtlpSplitter.Split;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A splitter of requests")
class OtlpSplitterTest {

  private static final int LARGE = 1_000_000;

  @Test
  @DisplayName("sends the spans of a trace to one partition, and traces to all of them")
  void traces() throws InvalidProtocolBufferException {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      spans.add(span().setTraceId(traceId(i % 100)).build());
    }

    Split split = new OtlpSplitter(8, LARGE).split(Requests.spans(Requests.shop(), spans));

    assertThat(split.parts())
        .extracting(Part::partition)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    Map<ByteString, Integer> partitions = new HashMap<>();
    for (Part part : split.parts()) {
      for (Span span : spansOf(part)) {
        Integer before = partitions.put(span.getTraceId(), part.partition());
        assertThat(before).isIn(null, part.partition());
      }
    }
    assertThat(partitions).hasSize(100);
  }

  @Test
  @DisplayName("sends the metrics of a resource to one partition, in one message where it fits")
  void metrics() {
    ExportMetricsServiceRequest request = Requests.metrics(gauge("a", 3), gauge("b", 2));

    Split split = new OtlpSplitter(8, LARGE).split(request);

    assertThat(split.parts()).hasSize(1);
    assertThat(split.parts().get(0).records()).isEqualTo(5);
    assertThat(split.parts().get(0).request()).isEqualTo(request.toByteArray());
  }

  @Test
  @DisplayName("takes apart a metric with more points than fit")
  void largeMetric() {
    Split split = new OtlpSplitter(8, 1000).split(Requests.metrics(gauge("a", 500)));

    assertThat(split.rejected()).isZero();
    assertThat(split.parts()).hasSizeGreaterThan(8).allMatch(part -> part.request().length <= 1000);
    assertThat(split.parts().stream().mapToInt(Part::records).sum()).isEqualTo(500);
    assertThat(split.parts())
        .extracting(Part::partition)
        .containsOnly(split.parts().get(0).partition());
  }

  @Test
  @DisplayName("rejects a record that is too large, and keeps the others")
  void rejects() {
    Span large = span().addAttributes(attribute("k", "x".repeat(5000))).build();

    Split split =
        new OtlpSplitter(1, 2000).split(Requests.spans(span().build(), large, span().build()));

    assertThat(split.rejected()).isEqualTo(1);
    assertThat(split.parts().stream().mapToInt(Part::records).sum()).isEqualTo(2);
  }

  @Test
  @DisplayName("makes no part of a request without records, and refuses what is no request")
  void nothing() {
    OtlpSplitter splitter = new OtlpSplitter(8, LARGE);

    assertThat(splitter.split(Requests.spans()).parts()).isEmpty();
    assertThatThrownBy(() -> splitter.split(ExportTraceServiceResponse.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Span> spansOf(Part part) throws InvalidProtocolBufferException {
    return ExportTraceServiceRequest.parseFrom(part.request()).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static Metric gauge(String name, int points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < points; i++) {
      gauge.addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(Requests.NOW).setAsInt(i));
    }
    return Metric.newBuilder().setName(name).setGauge(gauge).build();
  }

  private static ByteString traceId(int number) {
    return ByteString.copyFrom(new byte[12])
        .concat(ByteString.copyFrom(ByteBuffer.allocate(4).putInt(0, number + 1)));
  }
}
