package io.watchlake.app.ingest;

import com.linecorp.armeria.client.grpc.GrpcClientBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Codec;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.time.Duration;

/** A sender of spans over gRPC that shows what it is answered, which the SDK's exporters hide. */
final class OtlpGrpcClient {

  private final TraceServiceGrpc.TraceServiceBlockingStub stub;

  private OtlpGrpcClient(GrpcClientBuilder builder) {
    stub =
        builder
            .responseTimeout(Duration.ofMinutes(1))
            .writeTimeout(Duration.ofMinutes(1))
            .build(TraceServiceGrpc.TraceServiceBlockingStub.class);
  }

  static OtlpGrpcClient of(IngestHarness.Running ingest) {
    return new OtlpGrpcClient(builder(ingest));
  }

  static OtlpGrpcClient ofGzip(IngestHarness.Running ingest) {
    return new OtlpGrpcClient(builder(ingest).compressor(new Codec.Gzip()));
  }

  private static GrpcClientBuilder builder(IngestHarness.Running ingest) {
    return GrpcClients.builder("gproto+" + ingest.grpcEndpoint() + "/");
  }

  /**
   * Sends a request.
   *
   * @throws io.grpc.StatusRuntimeException when it is refused
   */
  ExportTraceServiceResponse export(ExportTraceServiceRequest request) {
    return stub.export(request);
  }
}
