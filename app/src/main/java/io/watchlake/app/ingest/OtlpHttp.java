package io.watchlake.app.ingest;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** OTLP over HTTP for one signal: protobuf or JSON, compressed or not. */
final class OtlpHttp implements HttpService {

  /** When senders shall come again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Signal signal;
  private final Intake intake;
  private final InFlight inFlight;
  private final IngestOptions options;

  OtlpHttp(Signal signal, Intake intake, InFlight inFlight, IngestOptions options) {
    this.signal = signal;
    this.intake = intake;
    this.inFlight = inFlight;
    this.options = options;
  }

  /** The answer to every path under {@code /v1/} that OTLP does not know. */
  static HttpService unknownPath(IngestStats stats) {
    return (context, request) -> {
      stats.refused(Refusal.PATH);
      return refusal(
          request.headers(),
          new RefusedException(
              Refusal.PATH, "no such path: OTLP is taken at /v1/traces, /v1/metrics and /v1/logs"));
    };
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    intake.began();
    InFlight.Lease lease = inFlight.lease();
    CompletableFuture<Accepted> taking;
    try {
      Encoding encoding = check(request.headers());
      taking = take(context, request, encoding, lease);
    } catch (RefusedException e) {
      taking = CompletableFuture.failedFuture(e);
    }
    return HttpResponse.of(
        taking.handle(
            (accepted, failure) -> {
              lease.close();
              intake.ended(signal, accepted, failure);
              return accepted != null
                  ? success(request.headers(), accepted)
                  : refusal(request.headers(), RefusedException.of(failure));
            }));
  }

  private Encoding check(RequestHeaders headers) {
    if (headers.method() != HttpMethod.POST) {
      throw new RefusedException(
          Refusal.METHOD, headers.method() + " is not for " + signal.path() + "; use POST");
    }
    Encoding encoding = Encoding.ofContentType(headers.get(HttpHeaderNames.CONTENT_TYPE));
    if (encoding == null) {
      throw new RefusedException(
          Refusal.CONTENT_TYPE,
          "Content-Type must be application/x-protobuf or application/json, not "
              + headers.get(HttpHeaderNames.CONTENT_TYPE, "missing"));
    }
    BodyMeter.checkLength(headers, options);
    return encoding;
  }

  private CompletableFuture<Accepted> take(
      ServiceRequestContext context, HttpRequest request, Encoding encoding, InFlight.Lease lease) {
    RequestHeaders headers = request.headers();
    return request
        .peekData(new BodyMeter(options, lease)::add)
        .aggregate()
        .thenCompose(
            whole ->
                intake.take(
                    signal,
                    headers.get(IngestService.TIMELINE),
                    () -> decode(whole, encoding, lease),
                    context.blockingTaskExecutor()));
  }

  private Message decode(AggregatedHttpRequest request, Encoding encoding, InFlight.Lease lease) {
    byte[] body =
        Compression.decompress(
            request.content().array(),
            request.headers().get(HttpHeaderNames.CONTENT_ENCODING),
            options.maxRequestBytes(),
            lease);
    return encoding == Encoding.JSON
        ? Requests.fromJson(signal, body)
        : Requests.fromProtobuf(signal, body);
  }

  private HttpResponse success(RequestHeaders request, Accepted accepted) {
    Encoding encoding = answerEncoding(request);
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .add(HttpHeaderNames.CONTENT_TYPE, encoding.contentType());
    if (Boolean.parseBoolean(request.get(IngestService.WANT_ORIGINS))) {
      headers.add(IngestService.ORIGINS, OffsetRange.format(accepted.origins()));
    }
    Message answer = signal.answer(accepted.rejected(), accepted.message());
    return HttpResponse.of(headers.build(), HttpData.wrap(encoding.bytes(answer)));
  }

  private static HttpResponse refusal(RequestHeaders request, RefusedException refused) {
    Encoding encoding = answerEncoding(request);
    Refusal refusal = refused.refusal();
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.valueOf(refusal.httpStatus()))
            .add(HttpHeaderNames.CONTENT_TYPE, encoding.contentType());
    if (refusal.retryable()) {
      headers.add(HttpHeaderNames.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
    }
    if (refusal == Refusal.METHOD) {
      headers.add(HttpHeaderNames.ALLOW, HttpMethod.POST.name());
    }
    return HttpResponse.of(
        headers.build(), HttpData.wrap(encoding.bytes(Encoding.status(refused, RETRY_AFTER))));
  }

  /** The request's own encoding; JSON, which people can read, for requests that have none. */
  private static Encoding answerEncoding(RequestHeaders request) {
    @Nullable Encoding own = Encoding.ofContentType(request.get(HttpHeaderNames.CONTENT_TYPE));
    return own == null ? Encoding.JSON : own;
  }
}
