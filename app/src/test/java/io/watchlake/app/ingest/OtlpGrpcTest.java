package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.watchlake.model.Timeline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OTLP over gRPC: status codes and limits, against a real broker. */
final class OtlpGrpcTest {

  private static final int MIB = 1024 * 1024;

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;

  @BeforeAll
  static void start() {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
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
  void takes_a_request_compressed_or_not() throws Exception {
    ExportTraceServiceRequest request = OtlpHttpTest.spans("by-grpc", 3);
    assertThat(OtlpGrpcClient.of(ingest).export(request).hasPartialSuccess()).isFalse();
    assertThat(OtlpGrpcClient.ofGzip(ingest).export(request).hasPartialSuccess()).isFalse();
    assertThat(harness.spansNamed("by-grpc")).isEqualTo(6);
  }

  @Test
  void an_empty_request_is_taken_and_nothing_is_sent() throws Exception {
    int before = harness.read("otlp_spans").size();
    assertThat(
            OtlpGrpcClient.of(ingest)
                .export(ExportTraceServiceRequest.getDefaultInstance())
                .hasPartialSuccess())
        .isFalse();
    assertThat(harness.read("otlp_spans")).hasSize(before);
  }

  @Test
  void a_request_beyond_the_limit_is_refused_for_good() {
    StatusRuntimeException refused = refused(OtlpGrpcClient.of(ingest), filler(noise(33 * MIB)));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertNotRetryable(refused);
  }

  @Test
  void a_gzip_bomb_is_refused_before_it_unfolds() {
    StatusRuntimeException refused =
        refused(OtlpGrpcClient.ofGzip(ingest), filler(ByteString.copyFrom(new byte[200 * MIB])));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertNotRetryable(refused);
  }

  @Test
  void what_is_no_protobuf_is_an_invalid_argument_with_a_reason() {
    byte[] noise = {0, 1, 2, 3};
    ByteBuffer framed = ByteBuffer.allocate(5 + noise.length).put((byte) 0);
    framed.putInt(noise.length).put(noise);
    AggregatedHttpResponse answer =
        WebClient.of(ingest.grpcEndpoint().replace("http:", "h2c:"))
            .execute(
                RequestHeaders.of(
                    HttpMethod.POST,
                    "/" + TraceServiceGrpc.getExportMethod().getFullMethodName(),
                    HttpHeaderNames.CONTENT_TYPE,
                    "application/grpc"),
                framed.array())
            .aggregate()
            .join();
    HttpHeaders end = answer.trailers().isEmpty() ? answer.headers() : answer.trailers();
    assertThat(end.get("grpc-status"))
        .isEqualTo(Integer.toString(Status.Code.INVALID_ARGUMENT.value()));
    assertThat(end.get("grpc-message")).contains("protobuf");
  }

  @Test
  void a_span_too_large_for_kafka_is_rejected_alone() throws Exception {
    ExportTraceServiceRequest small = OtlpHttpTest.spans("grpc-neighbour", 2);
    ExportTraceServiceRequest.Builder request = small.toBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpans(
            OtlpHttpTest.spans("huge", 1)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0)
                .toBuilder()
                .addAttributes(
                    KeyValue.newBuilder()
                        .setKey("noise")
                        .setValue(AnyValue.newBuilder().setBytesValue(noise(18 * MIB)))));

    var partial = OtlpGrpcClient.of(ingest).export(request.build()).getPartialSuccess();

    assertThat(partial.getRejectedSpans()).isEqualTo(1);
    assertThat(partial.getErrorMessage()).contains("1 larger than a Kafka message");
    assertThat(harness.spansNamed("grpc-neighbour")).isEqualTo(2);
    assertThat(harness.spansNamed("huge")).isZero();
  }

  private static StatusRuntimeException refused(
      OtlpGrpcClient client, ExportTraceServiceRequest request) {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> client.export(request));
    assertThat(refused).isNotNull();
    return refused;
  }

  /** With RetryInfo, RESOURCE_EXHAUSTED would ask for the same request again. */
  private static void assertNotRetryable(StatusRuntimeException refused) {
    com.google.rpc.Status details = StatusProto.fromThrowable(refused);
    assertThat(details == null || details.getDetailsList().isEmpty()).isTrue();
  }

  private static ExportTraceServiceRequest filler(ByteString value) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("filler")
                                .setValue(AnyValue.newBuilder().setBytesValue(value)))))
        .build();
  }

  private static ByteString noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(7).nextBytes(noise);
    return ByteString.copyFrom(noise);
  }
}
