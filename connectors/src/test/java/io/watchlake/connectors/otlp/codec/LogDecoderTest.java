package io.watchlake.connectors.otlp.codec;

import static io.watchlake.connectors.otlp.codec.Requests.ARRIVAL;
import static io.watchlake.connectors.otlp.codec.Requests.NOW;
import static io.watchlake.connectors.otlp.codec.Requests.attribute;
import static io.watchlake.connectors.otlp.codec.Requests.hex;
import static io.watchlake.connectors.otlp.codec.Requests.log;
import static io.watchlake.connectors.otlp.codec.Requests.logs;
import static io.watchlake.connectors.otlp.codec.Requests.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.LogRecord;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log decoder")
class LogDecoderTest {

  private static final String TOPIC = "otlp_logs";

  @Test
  @DisplayName("gives every column of a log record")
  void everyColumn() {
    LogRecord log =
        decodeOne(
            log()
                .setObservedTimeUnixNano(NOW + 1)
                .setSeverityNumberValue(17)
                .setSeverityText("Error")
                .setEventName("stock.empty")
                .setTraceId(Requests.TRACE_ID)
                .setSpanId(Requests.SPAN_ID)
                .setFlags(1)
                .addAttributes(attribute("item", "tea"))
                .setDroppedAttributesCount(4));

    assertThat(log.origin().id()).isEqualTo("otlp_logs-3-42-0");
    assertThat(log.timeline()).isEqualTo("live");
    assertThat(log.resource().service()).isEqualTo("shop");
    assertThat(log.scope().version()).isEqualTo("1");
    assertThat(log.eventUnixNano()).isEqualTo(NOW);
    assertThat(log.timeUnixNano()).isEqualTo(NOW);
    assertThat(log.observedUnixNano()).isEqualTo(NOW + 1);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.severityText()).isEqualTo("Error");
    assertThat(log.body()).isEqualTo("sold out");
    assertThat(log.bodyIsJson()).isFalse();
    assertThat(log.eventName()).isEqualTo("stock.empty");
    assertThat(log.traceId()).isEqualTo(Requests.TRACE_ID.toByteArray());
    assertThat(log.spanId()).isEqualTo(Requests.SPAN_ID.toByteArray());
    assertThat(log.flags()).isEqualTo(1);
    assertThat(log.attributes().strings()).isEqualTo(Map.of("item", "tea"));
    assertThat(log.droppedAttributes()).isEqualTo(4);
  }

  @Test
  @DisplayName("takes the observed time for a missing time, and the arrival for both")
  void eventTime() {
    assertThat(
            decodeOne(log().clearTimeUnixNano().setObservedTimeUnixNano(NOW - 5)).eventUnixNano())
        .isEqualTo(NOW - 5);
    LogRecord timeless = decodeOne(log().clearTimeUnixNano());
    assertThat(timeless.eventUnixNano()).isEqualTo(ARRIVAL.toEpochMilli() * 1_000_000);
    assertThat(timeless.timeUnixNano()).isZero();
    assertThat(timeless.observedUnixNano()).isZero();
  }

  @Test
  @DisplayName("takes a record without ids, and zeros as no id")
  void noIds() {
    LogRecord log =
        decodeOne(log().setTraceId(ByteString.copyFrom(new byte[16])).setSpanId(ByteString.EMPTY));

    assertThat(log.traceId()).isNull();
    assertThat(log.spanId()).isNull();
  }

  @Test
  @DisplayName("refuses ids of a wrong length")
  void wrongIds() {
    Decoded decoded =
        decode(
            logs(log().setTraceId(hex("01")).build(), log().setSpanId(hex("0102")).build())
                .toByteArray());

    assertThat(decoded.deadLetters)
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.INVALID_ID, Reason.INVALID_ID);
  }

  @Test
  @DisplayName("keeps a body that is no string as JSON, and no body as null")
  void bodies() {
    LogRecord json =
        decodeOne(
            log()
                .setBody(
                    AnyValue.newBuilder()
                        .setKvlistValue(
                            KeyValueList.newBuilder().addValues(attribute("user", "a\"b")))));
    assertThat(json.body()).isEqualTo("{\"user\":\"a\\\"b\"}");
    assertThat(json.bodyIsJson()).isTrue();

    LogRecord number = decodeOne(log().setBody(AnyValue.newBuilder().setIntValue(5)));
    assertThat(number.body()).isEqualTo("5");
    assertThat(number.bodyIsJson()).isTrue();

    LogRecord none = decodeOne(log().setBody(AnyValue.getDefaultInstance()));
    assertThat(none.body()).isNull();
    assertThat(none.bodyIsJson()).isFalse();
  }

  @Test
  @DisplayName("takes severities outside 1 to 24 as unspecified")
  void severities() {
    assertThat(decodeOne(log().setSeverityNumberValue(25)).severityNumber()).isZero();
    assertThat(decodeOne(log().setSeverityNumberValue(-1)).severityNumber()).isZero();
    assertThat(decodeOne(log().setSeverityNumberValue(24)).severityNumber()).isEqualTo(24);
  }

  @Test
  @DisplayName("refuses a record whose arrival, its only time, is not sane")
  void insaneArrival() {
    byte[] value = logs(log().clearTimeUnixNano().build()).toByteArray();
    for (long arrival : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      Decoded decoded = new Decoded();
      new LogDecoder(Decoded.LIMITS).decode(new RawMessage(TOPIC, 0, 0, arrival, value), decoded);
      assertThat(decoded.logs).isEmpty();
      assertThat(decoded.deadLetters).hasSize(1);
    }
  }

  private static LogRecord decodeOne(io.opentelemetry.proto.logs.v1.LogRecord.Builder log) {
    Decoded decoded = decode(logs(log.build()).toByteArray());
    assertThat(decoded.deadLetters).isEmpty();
    assertThat(decoded.logs).hasSize(1);
    return decoded.logs.get(0);
  }

  private static Decoded decode(byte[] value) {
    return Decoded.logs(message(TOPIC, value));
  }
}
