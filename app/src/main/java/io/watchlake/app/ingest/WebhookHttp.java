package io.watchlake.app.ingest;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.watchlake.app.webhook.Credential;
import io.watchlake.app.webhook.Webhook;
import io.watchlake.app.webhook.WebhookException;
import io.watchlake.model.Topics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of webhook, into {@code delivery_events}. What is genuine is kept, whatever it holds:
 * the job says what is wrong with it. Sending a request again does no harm, its events are repeats.
 */
final class WebhookHttp implements HttpService {

  private final Webhook webhook;
  private final WebhookAccess access;
  private final AuditTrail audit;
  private final Intake intake;
  private final InFlight inFlight;
  private final IngestOptions options;

  WebhookHttp(
      Webhook webhook,
      WebhookOptions webhooks,
      Intake intake,
      InFlight inFlight,
      IngestOptions options) {
    this.webhook = webhook;
    this.access = new WebhookAccess(webhooks);
    this.audit = new AuditTrail(intake);
    this.intake = intake;
    this.inFlight = inFlight;
    this.options = options;
  }

  /** The answer to every other path under {@code /webhooks/}. */
  static HttpService unknownPath(IngestStats stats) {
    String paths =
        Stream.of(Webhook.values())
            .flatMap(webhook -> webhook.paths().stream())
            .collect(Collectors.joining(", "));
    return (context, request) -> {
      stats.refused(Refusal.PATH);
      return refusal(
          new RefusedException(Refusal.PATH, "no such path: webhooks are taken at " + paths));
    };
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    intake.began();
    InFlight.Lease lease = inFlight.lease();
    Executor executor = context.blockingTaskExecutor();
    CompletableFuture<Accepted> taking;
    try {
      check(request.headers());
      taking =
          request
              .peekData(new BodyMeter(options, lease)::add)
              .aggregate()
              .thenComposeAsync(whole -> take(context, whole, lease, executor), executor)
              .thenApply(WebhookHttp::judge);
    } catch (RefusedException e) {
      taking = CompletableFuture.failedFuture(e);
    }
    return HttpResponse.of(
        taking.handle(
            (accepted, failure) -> {
              lease.close();
              intake.ended(IngestStats.DELIVERY, accepted, failure);
              return accepted != null
                  ? HttpResponse.of(
                      HttpStatus.ACCEPTED,
                      MediaType.JSON_UTF_8,
                      "{\"events\":" + accepted.records() + "}")
                  : refusal(RefusedException.of(failure));
            }));
  }

  private void check(RequestHeaders headers) {
    if (headers.method() != HttpMethod.POST) {
      throw new RefusedException(
          Refusal.METHOD, headers.method() + " is not for " + headers.path() + "; use POST");
    }
    BodyMeter.checkLength(headers, options);
  }

  private CompletableFuture<Accepted> take(
      ServiceRequestContext context,
      AggregatedHttpRequest request,
      InFlight.Lease lease,
      Executor executor) {
    RequestHeaders headers = request.headers();
    byte[] sent = request.content().array();
    byte @Nullable [] secret = access.secret(webhook, context.remoteAddress(), headers.authority());
    if (secret != null) {
      Credential credential = webhook.check(headers, sent, secret);
      if (credential != Credential.VALID) {
        return audit
            .webhookRefused(
                webhook, context.path(), credential, context.remoteAddress(), sent.length, executor)
            .thenCompose(told -> CompletableFuture.failedFuture(unproven(credential)));
      }
    }
    checkType(headers, secret != null);
    byte[] body =
        Compression.decompress(
            sent, headers.get(HttpHeaderNames.CONTENT_ENCODING), options.maxRequestBytes(), lease);
    List<byte[]> messages;
    try {
      messages = webhook.messages(headers, body);
    } catch (WebhookException e) {
      throw new RefusedException(Refusal.MALFORMED, e.getMessage());
    }
    lease.grow(messages.stream().mapToLong(message -> message.length).sum());
    return intake.keep(Topics.DELIVERY_EVENTS, messages, executor);
  }

  /**
   * JSON alone: a form of a foreign page could be sent without asking, JSON could not. Whoever
   * posts what DevLake takes seldom says that it is JSON, and proves himself by a token.
   */
  private void checkType(RequestHeaders headers, boolean proven) {
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    String essence = type.split(";", 2)[0].strip();
    boolean json = essence.equals("application/json") || essence.endsWith("+json");
    if (!json && !(proven && webhook == Webhook.DEVLAKE)) {
      throw new RefusedException(
          Refusal.CONTENT_TYPE,
          "Content-Type must be application/json, not "
              + (essence.isEmpty() ? "missing" : essence)
              + "; choose it where the webhook is set up");
    }
  }

  private RefusedException unproven(Credential credential) {
    return new RefusedException(
        Refusal.UNPROVEN,
        credential == Credential.MISSING
            ? "the request holds no proof of its sender; see docs/webhooks.md"
            : "the proof of the sender is wrong; is the secret the same on both sides?");
  }

  /** What Kafka took in part alone is asked for again: its events are repeats then. */
  private static Accepted judge(Accepted accepted) {
    if (accepted.awaitsMore()) {
      throw new PartlyTakenException(
          Refusal.KAFKA_UNAVAILABLE, accepted.message() + "; send all of it again", accepted);
    }
    if (accepted.rejected() > 0) {
      throw new PartlyTakenException(Refusal.TOO_LARGE, accepted.message(), accepted);
    }
    return accepted;
  }

  private static HttpResponse refusal(RefusedException refused) {
    Refusal refusal = refused.refusal();
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.valueOf(refusal.httpStatus()))
            .contentType(MediaType.PLAIN_TEXT_UTF_8);
    if (refusal.retryable()) {
      headers.add(HttpHeaderNames.RETRY_AFTER, Long.toString(OtlpHttp.RETRY_AFTER.toSeconds()));
    }
    if (refusal == Refusal.METHOD) {
      headers.add(HttpHeaderNames.ALLOW, HttpMethod.POST.name());
    }
    if (refusal == Refusal.UNPROVEN) {
      headers.add(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"watchlake\"");
    }
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(refused.reason() + "\n"));
  }
}
