package io.watchlake.app.ingest;

import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** OTLP over gRPC: the three collector services. */
final class OtlpGrpc {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Intake intake;
  private final InFlight inFlight;

  OtlpGrpc(Intake intake, InFlight inFlight) {
    this.intake = intake;
    this.inFlight = inFlight;
  }

  GrpcService service(IngestOptions options) {
    return GrpcService.builder()
        .addService(
            definition(
                Signal.TRACES, TraceServiceGrpc.SERVICE_NAME, TraceServiceGrpc.getExportMethod()))
        .addService(
            definition(
                Signal.METRICS,
                MetricsServiceGrpc.SERVICE_NAME,
                MetricsServiceGrpc.getExportMethod()))
        .addService(
            definition(
                Signal.LOGS, LogsServiceGrpc.SERVICE_NAME, LogsServiceGrpc.getExportMethod()))
        .useMethodMarshaller(true)
        .maxRequestMessageLength(options.maxRequestBytes())
        // The sender's deadline must not end a request that is on its way to Kafka.
        .useClientTimeoutHeader(false)
        .build();
  }

  /**
   * A collector service that is given its requests as bytes, so that an undecodable one is answered
   * with its reason instead of the transport's own error.
   */
  private ServerServiceDefinition definition(
      Signal signal, String service, MethodDescriptor<?, ?> method) {
    MethodDescriptor<byte[], Message> export =
        method.toBuilder(new Bytes(), new Answers(signal)).build();
    return ServerServiceDefinition.builder(service)
        .addMethod(
            export,
            ServerCalls.asyncUnaryCall((request, observer) -> export(signal, request, observer)))
        .build();
  }

  private void export(Signal signal, byte[] request, StreamObserver<Message> observer) {
    ServiceRequestContext context = ServiceRequestContext.current();
    intake.began();
    InFlight.Lease lease = inFlight.lease();
    try {
      lease.grow(request.length);
    } catch (RefusedException e) {
      intake.ended(signal, null, e);
      observer.onError(failure(e));
      return;
    }
    var unused =
        intake
            .take(
                signal,
                context.request().headers().get(IngestService.TIMELINE),
                () -> Requests.fromProtobuf(signal, request),
                context.blockingTaskExecutor())
            .handle(
                (accepted, failure) -> {
                  lease.close();
                  intake.ended(signal, accepted, failure);
                  if (accepted != null) {
                    observer.onNext(signal.answer(accepted.rejected(), accepted.message()));
                    observer.onCompleted();
                  } else {
                    observer.onError(failure(RefusedException.of(failure)));
                  }
                  return accepted;
                });
  }

  private static RuntimeException failure(RefusedException refused) {
    return StatusProto.toStatusRuntimeException(Encoding.status(refused, RETRY_AFTER));
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Answers implements MethodDescriptor.Marshaller<Message> {
    private final Signal signal;

    Answers(Signal signal) {
      this.signal = signal;
    }

    @Override
    public InputStream stream(Message value) {
      return value.toByteString().newInput();
    }

    @Override
    public Message parse(InputStream stream) {
      throw new UnsupportedOperationException(
          "answers of " + signal.label() + " are written here, never read");
    }
  }
}
