package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("OTLP/JSON")
class OtlpJsonTest {

  @Test
  @DisplayName("is read as the specification writes it")
  void asSpecified() throws OtlpJsonException {
    Span span =
        span(
            """
            {"traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "eee19b7ec3c1b174",
             "parentSpanId": "", "kind": 2, "name": "I'm a span", "somethingNew": {"a": [1, {}]},
             "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": 1544712661000000000,
             "attributes": [{"key": "my.attr", "value": {"stringValue": "some value"}},
                            {"key": "n", "value": {"intValue": "-9223372036854775808"}},
                            {"key": "d", "value": {"doubleValue": "NaN"}},
                            {"key": "y", "value": {"bytesValue": "AP8="}}],
             "status": null, "traceState": null}
            """);

    assertThat(span.getTraceId()).isEqualTo(Requests.hex("5b8efff798038103d269b633813fc60c"));
    assertThat(span.getSpanId()).isEqualTo(Requests.hex("eee19b7ec3c1b174"));
    assertThat(span.getParentSpanId().isEmpty()).isTrue();
    assertThat(span.getKindValue()).isEqualTo(2);
    assertThat(span.getStartTimeUnixNano()).isEqualTo(1544712660000000000L);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(1544712661000000000L);
    assertThat(span.getAttributes(0).getValue().getStringValue()).isEqualTo("some value");
    assertThat(span.getAttributes(1).getValue().getIntValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(span.getAttributes(2).getValue().getDoubleValue()).isNaN();
    assertThat(span.getAttributes(3).getValue().getBytesValue()).isEqualTo(Requests.hex("00ff"));
    assertThat(span.hasStatus()).isFalse();
  }

  @Test
  @DisplayName("is read with the proto files' field names and with enum names as well")
  void otherNames() throws OtlpJsonException {
    Span span = span("{\"trace_id\": \"01\", \"kind\": \"SPAN_KIND_CLIENT\"}");

    assertThat(span.getTraceId()).isEqualTo(Requests.hex("01"));
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
  }

  @Test
  @DisplayName("tells an integer of zero from none")
  void zero() throws OtlpJsonException {
    NumberDataPoint point =
        OtlpJson.parse(
                utf8(
                    "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"gauge\":"
                        + "{\"dataPoints\":[{\"asInt\":\"0\"}]}}]}]}]}"),
                ExportMetricsServiceRequest.getDefaultInstance())
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetrics(0)
            .getGauge()
            .getDataPoints(0);

    assertThat(point.hasAsInt()).isTrue();
  }

  @Test
  @DisplayName("keeps unknown enum numbers, and unsigned numbers beyond a long")
  void unknownNumbers() throws OtlpJsonException {
    assertThat(span("{\"kind\": 99}").getKindValue()).isEqualTo(99);
    assertThat(span("{\"startTimeUnixNano\": \"18446744073709551615\"}").getStartTimeUnixNano())
        .isEqualTo(-1);
    assertThat(span("{\"startTimeUnixNano\": 9999999999999999999}").getStartTimeUnixNano())
        .isEqualTo(Long.parseUnsignedLong("9999999999999999999"));
    assertThat(span("{\"startTimeUnixNano\": 1.5e3}").getStartTimeUnixNano()).isEqualTo(1500);
  }

  @Test
  @DisplayName(
      "with half a surrogate pair is read with a replacement, since UTF-8 has no such thing")
  void surrogates() throws OtlpJsonException {
    LogRecord log =
        OtlpJson.parse(
                utf8(
                    "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":"
                        + "\"a\\ud800b\\ud83d\\ude00\"}}]}]}]}"),
                ExportLogsServiceRequest.getDefaultInstance())
            .getResourceLogs(0)
            .getScopeLogs(0)
            .getLogRecords(0);

    assertThat(log.getBody().getStringValue()).isEqualTo("a\uFFFDb\uD83D\uDE00");
  }

  @Test
  @DisplayName("is written with ids in hex, numbers of 64 bits as text and enums as numbers")
  void written() {
    ExportTraceServiceRequest request =
        Requests.spans(
            Span.newBuilder()
                .setTraceId(Requests.TRACE_ID)
                .setKindValue(3)
                .setStartTimeUnixNano(-1)
                .build());

    assertThat(new String(OtlpJson.print(request), StandardCharsets.UTF_8))
        .contains("\"traceId\":\"0102030405060708090a0b0c0d0e0f10\"")
        .contains("\"kind\":3")
        .contains("\"startTimeUnixNano\":\"18446744073709551615\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | line 1, column 1: expected a JSON object, found an array",
        "{\"resourceSpans\": 5} | line 1, column 19: /resourceSpans: expected an array, found 5",
        "{\"resourceSpans\": [7]} | line 1, column 20: /resourceSpans/0: expected an object, found 7",
        "{\"resourceSpans\": [null]} | line 1, column 20: /resourceSpans/0: expected an object, found null",
        "{} {} | line 1, column 4: something follows the JSON object",
        "{\"resourceSpans\": | line 1, column 18: Unexpected end-of-input",
        "nonsense | line 1, column 9: Unrecognized token 'nonsense'",
      })
  @DisplayName("is refused with the place of the error:")
  void refused(String json, String words) {
    assertThatThrownBy(
            () -> OtlpJson.parse(utf8(json), ExportTraceServiceRequest.getDefaultInstance()))
        .isInstanceOf(OtlpJsonException.class)
        .hasMessageStartingWith(words);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"traceId\": \"xyz\" | expected an id in hex, found xyz",
        "\"traceId\": 5 | expected an id in hex, found 5",
        "\"startTimeUnixNano\": \"-1\" | expected an unsigned 64-bit integer, found -1",
        "\"startTimeUnixNano\": 18446744073709551616 | expected an unsigned 64-bit integer",
        "\"startTimeUnixNano\": 1e999999999 | expected an integer of at most 64 bits",
        "\"startTimeUnixNano\": 1.5 | expected an integer, found 1.5",
        "\"startTimeUnixNano\": true | expected an integer, as a number or a string, found true",
        "\"flags\": 4294967296 | expected an integer from 0 to 4294967295",
        "\"kind\": \"SPAN_KIND_X\" | expected the number of a SpanKind, found SPAN_KIND_X",
        "\"name\": 1 | expected a string, found 1",
        "\"status\": [] | expected an object, found an array",
        "\"attributes\": [{\"value\": {\"doubleValue\": 1e999}}] | expected a number of at most 64 bits",
        "\"attributes\": [{\"value\": {\"boolValue\": \"x\"}}] | expected true or false, found x",
      })
  @DisplayName("is refused with what was expected:")
  void refusedSpan(String field, String words) {
    assertThatThrownBy(() -> span("{" + field + "}"))
        .isInstanceOf(OtlpJsonException.class)
        .hasMessageContaining("/resourceSpans/0/scopeSpans/0/spans/0/")
        .hasMessageContaining(words);
  }

  @Test
  @DisplayName("nested without end is refused")
  void deep() {
    String value = "{\"arrayValue\":{\"values\":[".repeat(200);
    assertThatThrownBy(() -> span("{\"attributes\":[{\"value\":" + value))
        .isInstanceOf(OtlpJsonException.class)
        .hasMessageContaining("nested deeper than 100 levels");
    assertThatThrownBy(() -> span("{\"unknown\":" + "[".repeat(100_000)))
        .isInstanceOf(OtlpJsonException.class);
  }

  private static Span span(String json) throws OtlpJsonException {
    return OtlpJson.parse(
            utf8("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + json + "]}]}]}"),
            ExportTraceServiceRequest.getDefaultInstance())
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
