package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static io.watchlake.connectors.otlp.codec.Requests.log;
import static io.watchlake.connectors.otlp.codec.Requests.span;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Hostile input")
class HostileInputTest {

  private static final String SECRET = "s3cr3t-of-a-person";

  /** Every decoder, asked with a topic of its own. */
  private static final List<Function<byte[], Decoded>> DECODERS =
      List.of(
          value -> Decoded.spans(message("otlp_spans", value)),
          value -> Decoded.logs(message("otlp_logs", value)),
          value -> Decoded.metrics(message("otlp_metrics", value)));

  @ParameterizedTest(name = "{0}")
  @MethodSource
  @DisplayName("ends as dead letters that do not quote it:")
  void neverThrows(String name, byte[] value) {
    for (Function<byte[], Decoded> decoder : DECODERS) {
      Decoded decoded = decoder.apply(value);

      assertThat(decoded.origins).isNotEmpty().doesNotHaveDuplicates();
      assertThat(decoded.deadLetters)
          .allSatisfy(
              letter -> {
                assertThat(letter.detail()).isNotEmpty().doesNotContain(SECRET);
                assertThat(letter.bytes().length).isLessThanOrEqualTo(DeadLetter.MAX_BYTES);
              });
    }
  }

  static Stream<Arguments> neverThrows() throws IOException {
    byte[] span = Requests.spans(span().setName(SECRET).build()).toByteArray();
    byte[] log =
        Requests.logs(log().addAttributes(attribute(SECRET, SECRET)).setTraceId(bytes(5)).build())
            .toByteArray();
    byte[] metric =
        Requests.metrics(
                Metric.newBuilder()
                    .setName(SECRET)
                    .setGauge(
                        Gauge.newBuilder()
                            .addDataPoints(
                                NumberDataPoint.newBuilder()
                                    .setTimeUnixNano(1)
                                    .setAsDouble(Double.NaN)))
                    .build())
            .toByteArray();
    return Stream.of(
        Arguments.of("spans", span),
        Arguments.of("logs", log),
        Arguments.of("metrics", metric),
        Arguments.of(
            "JSON", ("{\"resourceSpans\":\"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8)),
        Arguments.of("gzip", HexFormat.of().parseHex("1f8b0800000000000003")),
        Arguments.of("zeros", new byte[1000]),
        Arguments.of("ones", HexFormat.of().parseHex("ff".repeat(1000))),
        Arguments.of("a length beyond the end", HexFormat.of().parseHex("0affffffff07")),
        Arguments.of("a negative length", HexFormat.of().parseHex("0affffffffffffffffff01")),
        Arguments.of("an end of a group that never began", HexFormat.of().parseHex("0c")),
        Arguments.of("groups in groups", HexFormat.of().parseHex("0b".repeat(100_000))),
        Arguments.of("messages in messages", nested(5000)),
        Arguments.of("a text that is no UTF-8", wrap(HexFormat.of().parseHex("2a02c328"), 3)),
        Arguments.of("a number where a message is due", HexFormat.of().parseHex("0805")),
        Arguments.of("unknown fields only", HexFormat.of().parseHex("a00601")),
        Arguments.of("a million empty records", wrap(empties(1_000_001), 2)));
  }

  @Test
  @DisplayName("cut off anywhere is one dead letter, or what is left of it")
  void truncated() {
    byte[] whole = Requests.spans(span().build(), span().build()).toByteArray();

    IntStream.range(0, whole.length)
        .forEach(
            length -> {
              Decoded decoded = Decoded.spans(message("otlp_spans", Arrays.copyOf(whole, length)));
              assertThat(decoded.origins).hasSize(1);
              assertThat(decoded.deadLetters)
                  .extracting(DeadLetter::reason)
                  .containsExactly(length == 0 ? Reason.EMPTY : Reason.UNDECODABLE);
            });
  }

  @Test
  @DisplayName("nested as deep as protobuf reads is a row")
  void deep() {
    AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
    for (int i = 0; i < 45; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }

    Decoded decoded =
        Decoded.spans(
            message(
                "otlp_spans",
                Requests.spans(span().addAttributes(attribute("deep", value)).build())
                    .toByteArray()));

    assertThat(decoded.rows()).isEqualTo(1);
  }

  private static byte[] nested(int depth) throws IOException {
    byte[] inner = {};
    for (int i = 0; i < depth; i++) {
      inner = wrap(inner, 1);
    }
    return inner;
  }

  private static byte[] empties(int count) {
    byte[] bytes = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      bytes[2 * i] = 0x12;
    }
    return bytes;
  }

  /** The bytes as what is in a request's field 1, and in field 2 of all levels below. */
  private static byte[] wrap(byte[] inner, int levels) throws IOException {
    byte[] bytes = inner;
    for (int level = levels; level > 0; level--) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeByteArray(level == 1 ? 1 : 2, bytes);
      coded.flush();
      bytes = out.toByteArray();
    }
    return bytes;
  }

  private static ByteString bytes(int length) {
    return ByteString.copyFrom(new byte[length - 1]).concat(ByteString.copyFrom(new byte[] {1}));
  }

  private static RawMessage message(String topic, byte[] value) {
    return Requests.message(topic, value);
  }
}
