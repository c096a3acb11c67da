package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.NOW;
import static io.watchlake.connectors.otlp.codec.Requests.SPAN_ID;
import static io.watchlake.connectors.otlp.codec.Requests.TRACE_ID;
import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static io.watchlake.connectors.otlp.codec.Requests.hex;
import static io.watchlake.connectors.otlp.codec.Requests.message;
import static io.watchlake.connectors.otlp.codec.Requests.span;
import static io.watchlake.connectors.otlp.codec.Requests.spans;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A span decoder")
class SpanDecoderTest {

  private static final String TOPIC = "otlp_spans";

  @Test
  @DisplayName("gives every column of a span")
  void everyColumn() {
    var item =
        span()
            .setParentSpanId(hex("2122232425262728"))
            .setTraceState("a=b")
            .setFlags(-1)
            .setKindValue(2)
            .setStatus(Status.newBuilder().setCodeValue(2).setMessage("no stock"))
            .addAttributes(attribute("http.route", "/buy"))
            .addAttributes(attribute("items", 3))
            .setDroppedAttributesCount(1)
            .addEvents(
                io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
                    .setTimeUnixNano(-1)
                    .setName("retry")
                    .addAttributes(attribute("try", 2)))
            .setDroppedEventsCount(2)
            .addLinks(
                io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
                    .setTraceId(TRACE_ID)
                    .setSpanId(SPAN_ID)
                    .setFlags(1))
            .setDroppedLinksCount(3)
            .build();

    Decoded decoded = decode(spans(item));

    assertThat(decoded.deadLetters).isEmpty();
    assertThat(decoded.spans).hasSize(1);
    Span span = decoded.spans.get(0);
    assertThat(span.origin()).isEqualTo(new Origin(TOPIC, 3, 42, 0));
    assertThat(span.timeline()).isEqualTo("live");
    assertThat(span.resource().service()).isEqualTo("shop");
    assertThat(span.scope().name()).isEqualTo("test");
    assertThat(span.traceId()).isEqualTo(TRACE_ID.toByteArray());
    assertThat(span.spanId()).isEqualTo(SPAN_ID.toByteArray());
    assertThat(span.parentSpanId()).isEqualTo(hex("2122232425262728").toByteArray());
    assertThat(span.traceState()).isEqualTo("a=b");
    assertThat(span.flags()).isEqualTo(-1);
    assertThat(span.name()).isEqualTo("checkout");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.startUnixNano()).isEqualTo(NOW);
    assertThat(span.endUnixNano()).isEqualTo(NOW + 5_000_000);
    assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    assertThat(span.statusMessage()).isEqualTo("no stock");
    assertThat(span.attributes().strings()).isEqualTo(Map.of("http.route", "/buy"));
    assertThat(span.attributes().longs()).isEqualTo(Map.of("items", 3L));
    assertThat(span.droppedAttributes()).isEqualTo(1);
    assertThat(span.eventsJson())
        .isEqualTo(
            "[{\"time_unix_nano\":18446744073709551615,\"name\":\"retry\","
                + "\"attributes\":{\"try\":2},\"dropped_attributes\":0}]");
    assertThat(span.droppedEvents()).isEqualTo(2);
    assertThat(span.linksJson())
        .isEqualTo(
            "[{\"trace_id\":\"0102030405060708090a0b0c0d0e0f10\",\"span_id\":\"1112131415161718\","
                + "\"trace_state\":\"\",\"flags\":1,\"attributes\":{},\"dropped_attributes\":0}]");
    assertThat(span.droppedLinks()).isEqualTo(3);
  }

  @Test
  @DisplayName("numbers records through all resources and scopes, good and bad alike")
  void numbersRecords() {
    var bad = span().clearTraceId().build();
    var twoScopes =
        ResourceSpans.newBuilder()
            .addScopeSpans(ScopeSpans.newBuilder().addSpans(span()).addSpans(bad))
            .addScopeSpans(ScopeSpans.newBuilder().addSpans(span()));
    Decoded decoded =
        decode(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(twoScopes)
                .addResourceSpans(ResourceSpans.getDefaultInstance())
                .addResourceSpans(twoScopes)
                .build());

    assertThat(decoded.origins).extracting(Origin::index).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(decoded.deadLetters)
        .extracting(letter -> letter.origin().index())
        .containsExactly(1, 4);
    DeadLetter letter = decoded.deadLetters.get(0);
    assertThat(letter.bytes()).isEqualTo(bad.toByteArray());
    assertThat(letter.length()).isEqualTo(bad.getSerializedSize());
    assertThat(letter.sha256()).hasSize(64).isEqualTo(DeadLetters.sha256(bad.toByteArray()));
  }

  @Test
  @DisplayName("takes a missing service name as unknown_service")
  void unknownService() {
    Decoded decoded = decode(spans(Resource.getDefaultInstance(), List.of(span().build())));

    assertThat(decoded.spans)
        .extracting(span -> span.resource().service())
        .containsExactly("unknown_service");
  }

  @Test
  @DisplayName("keeps other than scalar values as JSON, and the last of a repeated key")
  void attributes() {
    var nested =
        AnyValue.newBuilder()
            .setKvlistValue(
                KeyValueList.newBuilder()
                    .addValues(
                        attribute("n", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
                    .addValues(
                        attribute(
                            "n",
                            AnyValue.newBuilder().setDoubleValue(Double.NEGATIVE_INFINITY).build()))
                    .addValues(attribute("e", AnyValue.getDefaultInstance())))
            .build();
    var array =
        AnyValue.newBuilder()
            .setArrayValue(
                ArrayValue.newBuilder()
                    .addValues(AnyValue.newBuilder().setBoolValue(true))
                    .addValues(AnyValue.newBuilder().setBytesValue(hex("00ff")))
                    .addValues(nested))
            .build();
    var item =
        span()
            .addAttributes(attribute("k", "text"))
            .addAttributes(attribute("k", 7))
            .addAttributes(attribute("k", 8))
            .addAttributes(attribute("a", "text"))
            .addAttributes(attribute("a", array))
            .addAttributes(attribute("b", array))
            .addAttributes(attribute("b", AnyValue.newBuilder().setBoolValue(false).build()))
            .addAttributes(attribute("d", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
            .build();

    Span span = decode(spans(item)).spans.get(0);

    assertThat(span.attributes().strings()).isEmpty();
    assertThat(span.attributes().longs()).isEqualTo(Map.of("k", 8L));
    assertThat(span.attributes().booleans()).isEqualTo(Map.of("b", false));
    assertThat(span.attributes().doubles()).isEqualTo(Map.of("d", Double.NaN));
    assertThat(span.attributes().json())
        .isEqualTo("{\"a\":[true,{\"$bytes\":\"AP8=\"},{\"n\":\"-Infinity\",\"e\":null}]}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("refuses")
  void refuses(String name, io.opentelemetry.proto.trace.v1.Span item, Reason reason) {
    Decoded decoded = decode(spans(item));

    assertThat(decoded.spans).isEmpty();
    assertThat(decoded.deadLetters).extracting(DeadLetter::reason).containsExactly(reason);
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        Arguments.of("no trace id", span().clearTraceId().build(), Reason.INVALID_ID),
        Arguments.of("a zero trace id", span().setTraceId(zeros(16)).build(), Reason.INVALID_ID),
        Arguments.of(
            "a long trace id", span().setTraceId(hex("01".repeat(17))).build(), Reason.INVALID_ID),
        Arguments.of("no span id", span().clearSpanId().build(), Reason.INVALID_ID),
        Arguments.of("a zero span id", span().setSpanId(zeros(8)).build(), Reason.INVALID_ID),
        Arguments.of(
            "a short parent id", span().setParentSpanId(hex("01")).build(), Reason.INVALID_ID),
        Arguments.of("no start", span().clearStartTimeUnixNano().build(), Reason.TIME_MISSING),
        Arguments.of(
            "the year 9999", span().setStartTimeUnixNano(-1L).build(), Reason.TIME_IN_FUTURE),
        Arguments.of("the year 1970", span().setStartTimeUnixNano(1).build(), Reason.TIME_TOO_OLD),
        Arguments.of(
            "11 minutes ahead",
            span().setStartTimeUnixNano(NOW + minutes(11)).build(),
            Reason.TIME_IN_FUTURE),
        Arguments.of(
            "31 days ago",
            span().setStartTimeUnixNano(NOW - minutes(31 * 24 * 60)).build(),
            Reason.TIME_TOO_OLD),
        Arguments.of(
            "an attribute of 2 MB",
            span().addAttributes(attribute("k", "x".repeat(2_000_000))).build(),
            Reason.TOO_LARGE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("accepts")
  void accepts(String name, io.opentelemetry.proto.trace.v1.Span item) {
    Decoded decoded = decode(spans(item));

    assertThat(decoded.deadLetters).isEmpty();
    assertThat(decoded.spans).hasSize(1);
  }

  static Stream<Arguments> accepts() {
    return Stream.of(
        Arguments.of("9 minutes ahead", span().setStartTimeUnixNano(NOW + minutes(9)).build()),
        Arguments.of(
            "29 days ago", span().setStartTimeUnixNano(NOW - minutes(29 * 24 * 60)).build()),
        Arguments.of("an end beyond all times", span().setEndTimeUnixNano(-1L).build()),
        Arguments.of("no end", span().clearEndTimeUnixNano().build()),
        Arguments.of("a zero parent", span().setParentSpanId(zeros(8)).build()),
        Arguments.of("no name", span().clearName().build()));
  }

  @Test
  @DisplayName("takes unknown kinds and status codes as unspecified, and a zero parent as none")
  void unknownEnums() {
    var item =
        span()
            .setKindValue(77)
            .setStatus(Status.newBuilder().setCodeValue(-3))
            .setParentSpanId(zeros(8))
            .build();

    Span span = decode(spans(item)).spans.get(0);

    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.parentSpanId()).isNull();
  }

  @Test
  @DisplayName("refuses every record of a resource that is too large")
  void largeResource() {
    Resource large =
        Resource.newBuilder().addAttributes(attribute("k", "x".repeat(70_000))).build();

    Decoded decoded = decode(spans(large, List.of(span().build(), span().build())));

    assertThat(decoded.deadLetters)
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.TOO_LARGE, Reason.TOO_LARGE);
  }

  @Test
  @DisplayName("keeps the first 256 KB of a dead letter and the hash of all of it")
  void longDeadLetter() {
    var item = span().addAttributes(attribute("k", "x".repeat(10_000_000))).build();

    DeadLetter letter = decode(spans(item)).deadLetters.get(0);

    assertThat(letter.bytes()).hasSize(DeadLetter.MAX_BYTES);
    assertThat(letter.length()).isEqualTo(item.getSerializedSize());
    assertThat(letter.sha256()).isEqualTo(DeadLetters.sha256(item.toByteArray()));
    assertThat(letter.detail()).doesNotContain("xxx");
  }

  @Nested
  @DisplayName("of a timeline other than live")
  class OtherTimeline {

    private static final String HISTORY = "otlp_spans.history";

    @Test
    @DisplayName("takes old and future times within sane years")
    void saneYears() {
      for (String time : List.of("1990-01-01T00:00:00Z", "2099-12-31T23:59:59Z")) {
        Decoded decoded = decodeAt(Instant.parse(time));
        assertThat(decoded.spans).extracting(Span::timeline).containsExactly("history");
      }
    }

    @Test
    @DisplayName("refuses others")
    void others() {
      for (String time : List.of("1989-12-31T23:59:59Z", "2100-01-01T00:00:00Z")) {
        Decoded decoded = decodeAt(Instant.parse(time));
        assertThat(decoded.deadLetters)
            .extracting(DeadLetter::reason)
            .containsExactly(Reason.TIME_NOT_SANE);
      }
    }

    private Decoded decodeAt(Instant time) {
      var item = span().setStartTimeUnixNano(Requests.nanos(time)).build();
      return Decoded.spans(message(HISTORY, spans(item).toByteArray()));
    }
  }

  @Nested
  @DisplayName("given a message that is at fault as a whole")
  class WholeMessage {

    @Test
    @DisplayName("tells an empty one")
    void empty() {
      assertThat(reasons(new RawMessage(TOPIC, 0, 1, 0, null))).containsExactly(Reason.EMPTY);
      assertThat(reasons(message(TOPIC, new byte[0]))).containsExactly(Reason.EMPTY);
    }

    @Test
    @DisplayName("tells one without records")
    void noRecords() {
      var request =
          ExportTraceServiceRequest.newBuilder()
              .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder()))
              .build();
      assertThat(reasons(message(TOPIC, request.toByteArray()))).containsExactly(Reason.NO_RECORDS);
    }

    @Test
    @DisplayName("tells one that is no request")
    void undecodable() {
      byte[] good = spans(span().build()).toByteArray();
      byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);
      byte[] json = "{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8);

      for (byte[] bad : List.of(cut, json)) {
        Decoded decoded = Decoded.spans(message(TOPIC, bad));
        assertThat(decoded.origins).containsExactly(new Origin(TOPIC, 3, 42, Origin.WHOLE_MESSAGE));
        assertThat(decoded.deadLetters.get(0).reason()).isEqualTo(Reason.UNDECODABLE);
        assertThat(decoded.deadLetters.get(0).bytes()).isEqualTo(bad);
      }
    }

    @Test
    @DisplayName("tells one that would fill the memory with empty records")
    void bomb() {
      DecodeLimits few = new DecodeLimits(Duration.ofDays(30).toMillis(), 0, 1024, 1024, 10);
      Decoded decoded = new Decoded();
      var eleven =
          java.util.Collections.nCopies(
              11, io.opentelemetry.proto.trace.v1.Span.getDefaultInstance());

      new SpanDecoder(few)
          .decode(message(TOPIC, spans(Requests.shop(), eleven).toByteArray()), decoded);

      assertThat(decoded.deadLetters)
          .extracting(DeadLetter::reason)
          .containsExactly(Reason.TOO_LARGE);
    }

    private List<Reason> reasons(RawMessage message) {
      return Decoded.spans(message).deadLetters.stream().map(DeadLetter::reason).toList();
    }
  }

  private static Decoded decode(ExportTraceServiceRequest request) {
    return Decoded.spans(message(TOPIC, request.toByteArray()));
  }

  private static ByteString zeros(int count) {
    return ByteString.copyFrom(new byte[count]);
  }

  private static long minutes(long minutes) {
    return Duration.ofMinutes(minutes).toNanos();
  }
}
