package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.watchlake.model.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over HTTP as the specification has it, against a real broker. */
final class OtlpHttpTest {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final int MIB = 1024 * 1024;

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;

  @BeforeAll
  static void start() throws Exception {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
    harness.createTopics(new Timeline("lab"));
    ingest = new IngestHarness.Running(harness.options());
  }

  @AfterAll
  static void stop() {
    IngestStats.Snapshot left = ingest.service().stats().snapshot();
    ingest.close();
    harness.close();
    assertThat(left.bytesInFlight()).isZero();
    assertThat(left.requestsInFlight()).isZero();
  }

  @Test
  void takes_protobuf_and_tells_where_the_records_went() throws Exception {
    ExportTraceServiceRequest sent = spans("here", 3);

    HttpResponse<byte[]> answer =
        harness.post(
            url(Signal.TRACES),
            sent.toByteArray(),
            "Content-Type",
            PROTOBUF,
            IngestService.WANT_ORIGINS,
            "true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
    assertThat(ExportTraceServiceResponse.parseFrom(answer.body()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    List<OffsetRange> origins =
        OffsetRange.parse(answer.headers().firstValue(IngestService.ORIGINS).orElseThrow());
    long arrived =
        harness.read("otlp_spans").stream()
            .filter(
                message ->
                    origins.stream()
                        .anyMatch(
                            range ->
                                range.partition() == message.partition()
                                    && range.first() <= message.offset()
                                    && message.offset() <= range.last()))
            .mapToLong(message -> spansNamed("here", message.value()))
            .sum();
    assertThat(arrived).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "identity"})
  void takes_compressed_bodies(String coding) throws Exception {
    byte[] body = spans("packed-" + coding, 2).toByteArray();

    HttpResponse<byte[]> answer =
        harness.post(
            url(Signal.TRACES),
            compress(coding, body),
            "Content-Type",
            PROTOBUF,
            "Content-Encoding",
            coding);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(spansInKafka("packed-" + coding)).isEqualTo(2);
  }

  @Test
  void takes_json_with_hex_ids_and_answers_in_json() throws Exception {
    String body =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
        "spanId":"eee19b7ec3c1b174","name":"in-json","startTimeUnixNano":"1700000000000000000",
        "endTimeUnixNano":"1700000001000000000"}]}]}]}""";

    HttpResponse<byte[]> answer =
        harness.post(url(Signal.TRACES), utf8(body), "Content-Type", JSON + "; charset=utf-8");

    assertThat(text(answer)).isEqualTo("{}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains(JSON);
    Span span =
        harness.read("otlp_spans").stream()
            .flatMap(message -> spansOf(message.value()).stream())
            .filter(candidate -> candidate.getName().equals("in-json"))
            .findAny()
            .orElseThrow();
    assertThat(span.getTraceId().toByteArray()).startsWith(0x5b, 0x8e).hasSize(16);
    assertThat(span.getEndTimeUnixNano()).isEqualTo(1_700_000_001_000_000_000L);
  }

  @Test
  void takes_empty_requests_and_sends_nothing() throws Exception {
    int before = harness.read("otlp_metrics").size();

    HttpResponse<byte[]> protobuf =
        harness.post(url(Signal.METRICS), new byte[0], "Content-Type", PROTOBUF);
    HttpResponse<byte[]> json = harness.post(url(Signal.METRICS), utf8("{}"), "Content-Type", JSON);

    assertThat(protobuf.statusCode()).isEqualTo(200);
    assertThat(protobuf.body()).isEmpty();
    assertThat(text(json)).isEqualTo("{}");
    assertThat(harness.read("otlp_metrics")).hasSize(before);
  }

  @Test
  void a_timeline_has_topics_of_its_own() throws Exception {
    byte[] body = spans("on-lab", 4).toByteArray();

    HttpResponse<byte[]> answer =
        harness.post(
            url(Signal.TRACES), body, "Content-Type", PROTOBUF, "X-Watchlake-Timeline", "lab");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(spansInKafka("on-lab")).isZero();
    assertThat(
            harness.read("otlp_spans.lab").stream()
                .mapToLong(message -> spansNamed("on-lab", message.value()))
                .sum())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"nowhere, replay --timeline nowhere", "No Such Name, is not a timeline name"})
  void an_unknown_timeline_is_refused_with_what_to_do(String timeline, String hint)
      throws Exception {
    HttpResponse<byte[]> answer =
        harness.post(
            url(Signal.TRACES),
            spans("lost", 1).toByteArray(),
            "Content-Type",
            PROTOBUF,
            "X-Watchlake-Timeline",
            timeline);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Status.parseFrom(answer.body()).getMessage()).contains(hint);
  }

  @Test
  void a_log_without_any_time_gets_the_time_of_its_arrival() throws Exception {
    ExportLogsServiceRequest sent =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(log("timeless"))
                            .addLogRecords(log("timed").setTimeUnixNano(7))))
            .build();

    long before = System.currentTimeMillis();
    HttpResponse<byte[]> answer =
        harness.post(url(Signal.LOGS), sent.toByteArray(), "Content-Type", PROTOBUF);
    long after = System.currentTimeMillis();

    assertThat(ExportLogsServiceResponse.parseFrom(answer.body()).hasPartialSuccess()).isFalse();
    for (var message : harness.read("otlp_logs")) {
      for (LogRecord log : logsOf(message.value())) {
        switch (log.getBody().getStringValue()) {
          case "timeless" ->
              assertThat(log.getObservedTimeUnixNano())
                  .isBetween(before * 1_000_000L, after * 1_000_000L);
          case "timed" -> assertThat(log.getObservedTimeUnixNano()).isZero();
          default -> {}
        }
      }
    }
  }

  @Test
  void hostile_bodies_are_refused_with_a_reason() throws Exception {
    Random random = new Random(42);
    byte[] good = spans("cut", 5).toByteArray();
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[1 + random.nextInt(2000)];
      random.nextBytes(noise);
      // A first byte that no protobuf message begins with: field number 0.
      noise[0] = 0;
      assertRefused(400, harness.post(url(Signal.TRACES), noise, "Content-Type", PROTOBUF));
    }
    byte[] truncated = Arrays.copyOf(good, good.length - 3);
    assertRefused(400, harness.post(url(Signal.TRACES), truncated, "Content-Type", PROTOBUF));
    assertRefused(
        400,
        harness.post(
            url(Signal.TRACES), good, "Content-Type", PROTOBUF, "Content-Encoding", "gzip"));
    assertThat(spansInKafka("cut")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"resourceSpans\":",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"soon\"}]}]}]}"
      })
  void json_that_is_not_otlp_is_refused_with_a_reason(String body) throws Exception {
    HttpResponse<byte[]> answer =
        harness.post(url(Signal.TRACES), utf8(body), "Content-Type", JSON);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("\"code\":3").contains("\"message\":\"");
  }

  @Test
  void wrong_paths_methods_and_types_are_told_apart() throws Exception {
    byte[] body = spans("astray", 1).toByteArray();

    assertRefused(
        404, harness.post(ingest.httpEndpoint() + "/v1/profiles", body, "Content-Type", PROTOBUF));
    HttpResponse<byte[]> got =
        harness.send(HttpRequest.newBuilder(URI.create(url(Signal.TRACES))).GET().build());
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("allow")).contains("POST");
    assertThat(text(harness.post(url(Signal.TRACES), body, "Content-Type", "text/plain")))
        .contains("Content-Type must be");
    HttpResponse<byte[]> coded =
        harness.post(url(Signal.TRACES), body, "Content-Type", PROTOBUF, "Content-Encoding", "br");
    assertRefused(415, coded);
    assertThat(spansInKafka("astray")).isZero();
  }

  @Test
  void bodies_beyond_the_limit_and_gzip_bombs_are_refused() throws Exception {
    byte[] tooLong = new byte[16 * MIB + 1];
    byte[] bomb = compress("gzip", new byte[200 * MIB]);

    assertRefused(413, harness.post(url(Signal.TRACES), tooLong, "Content-Type", PROTOBUF));
    assertRefused(
        413,
        harness.post(
            url(Signal.TRACES), bomb, "Content-Type", PROTOBUF, "Content-Encoding", "gzip"));
    assertThat(bomb.length).isLessThan(MIB);
  }

  @Test
  void a_body_of_unknown_length_is_limited_while_it_comes_in() throws Exception {
    HttpResponse<byte[]> answer =
        harness.send(
            HttpRequest.newBuilder(URI.create(url(Signal.TRACES)))
                .header("Content-Type", PROTOBUF)
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[17 * MIB])))
                .build());

    assertRefused(413, answer);
  }

  @Test
  void a_record_too_large_for_kafka_is_rejected_alone() throws Exception {
    byte[] noise = new byte[12 * MIB];
    new Random(7).nextBytes(noise);
    LogRecord.Builder huge =
        LogRecord.newBuilder()
            .setBody(AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(noise)))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("zeros")
                    .setValue(
                        AnyValue.newBuilder()
                            .setBytesValue(ByteString.copyFrom(new byte[6 * MIB]))));
    ExportLogsServiceRequest sent =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .addLogRecords(log("small neighbour").setTimeUnixNano(9))
                            .addLogRecords(huge.setTimeUnixNano(9))))
            .build();

    HttpResponse<byte[]> answer =
        harness.post(
            url(Signal.LOGS),
            compress("gzip", sent.toByteArray()),
            "Content-Type",
            PROTOBUF,
            "Content-Encoding",
            "gzip");

    assertThat(answer.statusCode()).isEqualTo(200);
    var partial = ExportLogsServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(partial.getRejectedLogRecords()).isEqualTo(1);
    assertThat(partial.getErrorMessage()).contains("1 larger than a Kafka message");
    assertThat(
            harness.read("otlp_logs").stream()
                .flatMap(message -> logsOf(message.value()).stream())
                .filter(log -> log.getBody().getStringValue().equals("small neighbour")))
        .hasSize(1);
  }

  private static String url(Signal signal) {
    return ingest.httpEndpoint() + signal.path();
  }

  private static void assertRefused(int status, HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
    assertThat(Status.parseFrom(answer.body()).getMessage()).isNotBlank();
  }

  static ExportTraceServiceRequest spans(String name, int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      byte[] trace = new byte[16];
      new Random(name.hashCode() + i).nextBytes(trace);
      scope.addSpans(
          Span.newBuilder()
              .setName(name)
              .setTraceId(ByteString.copyFrom(trace))
              .setSpanId(ByteString.copyFrom(trace, 0, 8))
              .setStartTimeUnixNano(1_700_000_000_000_000_000L)
              .setEndTimeUnixNano(1_700_000_001_000_000_000L));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private static LogRecord.Builder log(String body) {
    return LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(body));
  }

  private static long spansInKafka(String name) {
    return harness.read("otlp_spans").stream()
        .mapToLong(message -> spansNamed(name, message.value()))
        .sum();
  }

  private static long spansNamed(String name, byte[] message) {
    return spansOf(message).stream().filter(span -> span.getName().equals(name)).count();
  }

  private static List<Span> spansOf(byte[] message) {
    try {
      return ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<LogRecord> logsOf(byte[] message) {
    try {
      return ExportLogsServiceRequest.parseFrom(message).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] compress(String coding, byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var packed =
        switch (coding) {
          case "gzip" -> new GZIPOutputStream(out);
          case "deflate" -> new DeflaterOutputStream(out);
          default -> out;
        }) {
      packed.write(body);
    }
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
