package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.watchlake.connectors.otlp.codec.OtlpSplitter.Part;
import io.watchlake.connectors.otlp.codec.OtlpSplitter.Split;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@Label("Whatever a request holds,")
class OtlpPropertiesTest {

  private static final String SEED = "20260301";

  /** A kind of request and the decoder for it. */
  private enum Kind {
    SPANS(ExportTraceServiceRequest.getDefaultInstance(), "otlp_spans"),
    LOGS(ExportLogsServiceRequest.getDefaultInstance(), "otlp_logs"),
    METRICS(ExportMetricsServiceRequest.getDefaultInstance(), "otlp_metrics");

    private final Message prototype;
    private final String topic;

    Kind(Message prototype, String topic) {
      this.prototype = prototype;
      this.topic = topic;
    }

    Decoded decode(byte[] value) {
      RawMessage message = Requests.message(topic, value);
      return switch (this) {
        case SPANS -> Decoded.spans(message);
        case LOGS -> Decoded.logs(message);
        case METRICS -> Decoded.metrics(message);
      };
    }
  }

  @Property(seed = SEED, tries = 400)
  @Label("every record becomes exactly one row or dead letter, numbered in order")
  void nothingLost(@ForAll Kind kind, @ForAll long seed) {
    Message request = new RandomRequests(seed).next(kind.prototype);

    Decoded decoded = kind.decode(request.toByteArray());

    int records = OtlpRecords.count(request);
    if (records == 0) {
      assertThat(decoded.origins).extracting(Origin::index).containsExactly(Origin.WHOLE_MESSAGE);
    } else {
      assertThat(decoded.origins)
          .extracting(Origin::index)
          .containsExactlyElementsOf(IntStream.range(0, records).boxed().toList());
    }
  }

  @Property(seed = SEED, tries = 400)
  @Label("bytes that are no request become one dead letter, or what they happen to say")
  void randomBytes(@ForAll Kind kind, @ForAll byte[] bytes) {
    Decoded decoded = kind.decode(bytes);

    assertThat(decoded.origins).isNotEmpty().doesNotHaveDuplicates();
  }

  @Property(seed = SEED, tries = 400)
  @Label("a request with some bytes changed or cut off never makes a decoder throw")
  void damaged(
      @ForAll Kind kind,
      @ForAll long seed,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll byte change,
      @ForAll boolean cut) {
    byte[] bytes = new RandomRequests(seed).next(kind.prototype).toByteArray();
    if (bytes.length > 0) {
      bytes[at % bytes.length] ^= change;
      bytes = cut ? Arrays.copyOf(bytes, at % bytes.length) : bytes;
    }

    Decoded decoded = kind.decode(bytes);

    assertThat(decoded.origins).isNotEmpty().doesNotHaveDuplicates();
    assertThat(decoded.deadLetters)
        .extracting(DeadLetter::sha256)
        .allMatch(hash -> hash.length() == 64);
  }

  @Property(seed = SEED, tries = 300)
  @Label("writing it as JSON and reading it again gives the same request")
  void json(@ForAll Kind kind, @ForAll long seed) throws OtlpJsonException {
    Message request = new RandomRequests(seed).next(kind.prototype);

    assertThat(OtlpJson.parse(OtlpJson.print(request), kind.prototype)).isEqualTo(request);
  }

  @Property(seed = SEED, tries = 300)
  @Label("splitting keeps every record exactly once, in parts that are small enough")
  void split(
      @ForAll Kind kind,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int partitions,
      @ForAll @IntRange(min = 100, max = 3000) int maxBytes)
      throws IOException {
    Message request = new RandomRequests(seed).next(kind.prototype);

    Split split = new OtlpSplitter(partitions, maxBytes).split(request);

    int kept = split.parts().stream().mapToInt(Part::records).sum();
    assertThat(kept + split.rejected()).isEqualTo(OtlpRecords.count(request));
    List<Message> parts = new ArrayList<>();
    for (Part part : split.parts()) {
      assertThat(part.request().length).isLessThanOrEqualTo(maxBytes);
      assertThat(part.partition()).isBetween(0, partitions - 1);
      Message read = kind.prototype.getParserForType().parseFrom(part.request());
      assertThat(OtlpRecords.count(read)).isEqualTo(part.records()).isPositive();
      parts.add(read);
    }
    if (split.rejected() == 0) {
      assertThat(items(parts)).containsExactlyInAnyOrderElementsOf(items(List.of(request)));
    }
  }

  /** The records of requests, a metric as one a point, each with its resource and scope. */
  private static List<List<Message>> items(List<Message> requests) {
    List<List<Message>> items = new ArrayList<>();
    for (Message request : requests) {
      for (Message resource : children(request, 1)) {
        for (Message scope : children(resource, 2)) {
          for (Message item : children(scope, 2)) {
            boolean many = item instanceof Metric metric && OtlpRecords.count(metric) > 1;
            List<? extends Message> single =
                many ? MetricParts.of((Metric) item, 0) : List.of(item);
            single.forEach(one -> items.add(List.of(without(resource), without(scope), one)));
          }
        }
      }
    }
    return items;
  }

  private static Message without(Message parent) {
    return parent.toBuilder()
        .clearField(parent.getDescriptorForType().findFieldByNumber(2))
        .build();
  }

  @SuppressWarnings("unchecked") // a repeated field of messages
  private static List<Message> children(Message parent, int field) {
    return (List<Message>) parent.getField(parent.getDescriptorForType().findFieldByNumber(field));
  }
}
