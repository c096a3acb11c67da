package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.watchlake.model.Timeline;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What senders are told while Kafka is away, stands still, or too much waits for it: what OTLP
 * calls retryable, with the time after which to come again. Over HTTP and gRPC, before a real
 * broker that is made to stand still.
 */
final class KafkaAwayTest {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final int KIB = 1024;

  /** The least that ingest can be told to wait for Kafka. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir static Path directory;
  private static IngestHarness harness;

  @BeforeAll
  static void start() {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  /** Ingest with room for one request of a megabyte at a time. */
  private static IngestHarness.Running ingest() {
    return new IngestHarness.Running(
        new IngestOptions(
            harness.broker().bootstrapServers(), 1024 * KIB, 1024 * KIB, 1024 * KIB, PATIENCE));
  }

  @Test
  void a_broker_that_stands_still_for_a_moment_is_waited_for() throws Exception {
    try (IngestHarness.Running ingest = ingest()) {
      taken(post(ingest, OtlpHttpTest.spans("moment", 1)));
      harness.broker().pause();
      CompletableFuture<HttpResponse<byte[]>> waiting =
          async(() -> post(ingest, OtlpHttpTest.spans("moment", 2)));
      CompletableFuture<ExportTraceServiceResponse> waitingToo =
          async(() -> OtlpGrpcClient.of(ingest).export(OtlpHttpTest.spans("moment", 4)));
      awaitInFlight(ingest, 2);
      assertThat(waiting).isNotDone();
      assertThat(waitingToo).isNotDone();

      harness.broker().resume();

      taken(waiting.get(1, TimeUnit.MINUTES));
      assertThat(waitingToo.get(1, TimeUnit.MINUTES).hasPartialSuccess()).isFalse();
    } finally {
      harness.broker().resume();
    }
    assertThat(harness.spansNamed("moment")).isEqualTo(7);
  }

  @Test
  void when_kafka_does_not_answer_at_all_nothing_was_taken_and_that_is_503() throws Exception {
    harness.broker().pause();
    try (IngestHarness.Running ingest = ingest()) {
      HttpResponse<byte[]> protobuf = post(ingest, OtlpHttpTest.spans("away", 1));
      assertThat(protobuf.statusCode()).isEqualTo(503);
      assertRetryable(protobuf, Status.parseFrom(protobuf.body()), Code.UNAVAILABLE);

      HttpResponse<byte[]> json =
          harness.post(
              ingest.httpEndpoint() + Signal.TRACES.path(),
              JsonFormat.printer()
                  .print(OtlpHttpTest.spans("away", 0))
                  .getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "application/json");
      assertThat(json.statusCode()).isEqualTo(503);
      assertRetryable(json, ofJson(json.body()), Code.UNAVAILABLE);

      assertRetryable(refusedByGrpc(ingest, OtlpHttpTest.spans("away", 1)), Code.UNAVAILABLE);
      assertThat(ingest.service().stats().snapshot().refused())
          .containsEntry(Refusal.KAFKA_UNAVAILABLE.label(), 3L);

      harness.broker().resume();
      taken(post(ingest, OtlpHttpTest.spans("back", 1)));
    } finally {
      harness.broker().resume();
    }
    assertThat(harness.spansNamed("away")).isZero();
    assertThat(harness.spansNamed("back")).isEqualTo(1);
  }

  @Test
  void when_kafka_does_not_acknowledge_in_time_the_outcome_is_unknown_and_that_is_504()
      throws Exception {
    try (IngestHarness.Running ingest = ingest()) {
      taken(post(ingest, OtlpHttpTest.spans("before", 1)));
      harness.broker().pause();

      HttpResponse<byte[]> http = post(ingest, OtlpHttpTest.spans("slow-http", 3));
      assertThat(http.statusCode()).isEqualTo(504);
      Status status = Status.parseFrom(http.body());
      assertRetryable(http, status, Code.DEADLINE_EXCEEDED);
      assertThat(status.getMessage()).contains("may have been taken or not");

      assertRetryable(
          refusedByGrpc(ingest, OtlpHttpTest.spans("slow-grpc", 3)), Code.DEADLINE_EXCEEDED);

      harness.broker().resume();
      taken(post(ingest, OtlpHttpTest.spans("after", 1)));
    } finally {
      harness.broker().resume();
    }
    assertThat(harness.spansNamed("after")).isEqualTo(1);
    // Three traces may lie in three partitions, each with an outcome of its own.
    assertThat(harness.spansNamed("slow-http")).as("nothing twice").isLessThanOrEqualTo(3);
    assertThat(harness.spansNamed("slow-grpc")).as("nothing twice").isLessThanOrEqualTo(3);
  }

  @Test
  void when_too_much_waits_for_kafka_the_next_one_is_told_to_come_again_by_429() throws Exception {
    byte[] large = OtlpHttpTest.spans("large" + "x".repeat(600 * KIB), 1).toByteArray();
    ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(large);
    try (IngestHarness.Running ingest = ingest()) {
      taken(post(ingest, OtlpHttpTest.spans("before", 1)));
      harness.broker().pause();
      CompletableFuture<HttpResponse<byte[]>> waiting = async(() -> post(ingest, request));
      awaitInFlight(ingest, large.length);

      HttpResponse<byte[]> second = post(ingest, request);
      assertThat(second.statusCode()).isEqualTo(429);
      assertRetryable(second, Status.parseFrom(second.body()), Code.RESOURCE_EXHAUSTED);
      assertRetryable(refusedByGrpc(ingest, request), Code.RESOURCE_EXHAUSTED);

      harness.broker().resume();
      taken(waiting.get(1, TimeUnit.MINUTES));
      taken(post(ingest, request));
      IngestStats.Snapshot left = ingest.service().stats().snapshot();
      assertThat(left.bytesInFlight()).isZero();
      assertThat(left.refused()).containsEntry(Refusal.BUSY.label(), 2L);
    } finally {
      harness.broker().resume();
    }
  }

  private static HttpResponse<byte[]> post(
      IngestHarness.Running ingest, ExportTraceServiceRequest request) throws Exception {
    return harness.post(
        ingest.httpEndpoint() + Signal.TRACES.path(),
        request.toByteArray(),
        "Content-Type",
        PROTOBUF);
  }

  private static Status refusedByGrpc(
      IngestHarness.Running ingest, ExportTraceServiceRequest request) {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> OtlpGrpcClient.of(ingest).export(request));
    assertThat(refused).isNotNull();
    return StatusProto.fromThrowable(refused);
  }

  private static void taken(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ExportTraceServiceResponse.parseFrom(answer.body()).hasPartialSuccess()).isFalse();
  }

  private static void assertRetryable(HttpResponse<byte[]> answer, Status status, Code code)
      throws Exception {
    assertThat(answer.headers().firstValue("retry-after")).contains("2");
    assertRetryable(status, code);
  }

  /** Without RetryInfo, OTLP's senders drop what RESOURCE_EXHAUSTED refuses. */
  private static void assertRetryable(Status status, Code code)
      throws InvalidProtocolBufferException {
    assertThat(Code.forNumber(status.getCode())).isEqualTo(code);
    assertThat(status.getMessage()).isNotBlank();
    assertThat(status.getDetailsList()).hasSize(1);
    Any detail = status.getDetails(0);
    assertThat(detail.unpack(RetryInfo.class).getRetryDelay().getSeconds()).isEqualTo(2);
  }

  private static Status ofJson(byte[] body) throws InvalidProtocolBufferException {
    Status.Builder status = Status.newBuilder();
    JsonFormat.parser()
        .usingTypeRegistry(
            JsonFormat.TypeRegistry.newBuilder().add(RetryInfo.getDescriptor()).build())
        .merge(new String(body, StandardCharsets.UTF_8), status);
    return status.build();
  }

  private static <T> CompletableFuture<T> async(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(call.call());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static void awaitInFlight(IngestHarness.Running ingest, long bytes) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (ingest.service().stats().snapshot().bytesInFlight() < bytes) {
      assertThat(System.nanoTime()).as("requests in flight").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
