package io.watchlake.app.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
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
import io.watchlake.connectors.otlp.codec.OtlpSplitter;
import io.watchlake.connectors.prometheus.codec.MetadataCache;
import io.watchlake.connectors.prometheus.codec.RemoteWriteException;
import io.watchlake.connectors.prometheus.codec.RemoteWriteReader;
import io.watchlake.connectors.prometheus.codec.RemoteWriteToOtlp;
import io.watchlake.connectors.prometheus.codec.RemoteWriteToOtlp.Translation;
import io.watchlake.connectors.prometheus.codec.RemoteWriteVersion;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus remote write, 1.0 and 2.0, as metrics in OTLP.
 *
 * <p>What is right in a request is written even where other things in it are wrong: its sender is
 * told 400 and never sends it again, so that refusing all of it would lose what was right. What
 * Kafka did not take is asked for again, all of it: a sample twice is better than a sample lost.
 */
final class RemoteWriteHttp implements HttpService {

  static final String PATH = "/api/v1/write";

  private static final String WRITTEN = "x-prometheus-remote-write-%s-written";
  private static final String SAMPLES_WRITTEN = WRITTEN.formatted("samples");
  private static final String HISTOGRAMS_WRITTEN = WRITTEN.formatted("histograms");
  private static final String EXEMPLARS_WRITTEN = WRITTEN.formatted("exemplars");

  private final Intake intake;
  private final InFlight inFlight;
  private final IngestOptions options;
  private final MetadataCache metadata = new MetadataCache();

  RemoteWriteHttp(Intake intake, InFlight inFlight, IngestOptions options) {
    this.intake = intake;
    this.inFlight = inFlight;
    this.options = options;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    intake.began();
    InFlight.Lease lease = inFlight.lease();
    AtomicReference<@Nullable Translation> translated = new AtomicReference<>();
    CompletableFuture<Accepted> taking;
    try {
      RemoteWriteVersion version = check(request.headers());
      taking =
          request
              .peekData(new BodyMeter(options, lease)::add)
              .aggregate()
              .thenCompose(
                  whole ->
                      intake.take(
                          Signal.METRICS,
                          request.headers().get(IngestService.TIMELINE),
                          () -> decode(version, whole, lease, translated),
                          context.blockingTaskExecutor()))
              .thenApply(accepted -> judge(version, accepted, translated.get()));
    } catch (RefusedException e) {
      taking = CompletableFuture.failedFuture(e);
    }
    return HttpResponse.of(
        taking.handle(
            (accepted, failure) -> {
              lease.close();
              intake.ended(Signal.METRICS, accepted, failure);
              return answer(accepted, failure, translated.get());
            }));
  }

  private RemoteWriteVersion check(RequestHeaders headers) {
    if (headers.method() != HttpMethod.POST) {
      throw new RefusedException(
          Refusal.METHOD, headers.method() + " is not for " + PATH + "; use POST");
    }
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
    RemoteWriteVersion version = RemoteWriteVersion.ofContentType(type);
    if (version == null) {
      throw new RefusedException(
          Refusal.CONTENT_TYPE,
          "Content-Type must be application/x-protobuf, with proto="
              + RemoteWriteVersion.V1.message()
              + " or proto="
              + RemoteWriteVersion.V2.message()
              + ", not "
              + (type == null ? "missing" : type));
    }
    // Senders of 1.0 left it out at times; there has never been another.
    String coding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "snappy").strip();
    if (!coding.equalsIgnoreCase("snappy")) {
      throw new RefusedException(
          Refusal.CONTENT_TYPE, "Content-Encoding must be snappy, not " + coding);
    }
    BodyMeter.checkLength(headers, options);
    return version;
  }

  private Message decode(
      RemoteWriteVersion version,
      AggregatedHttpRequest request,
      InFlight.Lease lease,
      AtomicReference<@Nullable Translation> translated) {
    try {
      byte[] body = request.content().array();
      lease.grow(SnappyBlock.length(body, options.maxRequestBytes()));
      byte[] bytes = SnappyBlock.decompress(body, options.maxRequestBytes());
      Translation translation =
          RemoteWriteToOtlp.translate(RemoteWriteReader.read(version, bytes), metadata);
      translated.set(translation);
      return translation.request();
    } catch (RemoteWriteException e) {
      throw new RefusedException(
          e.isTooLarge() ? Refusal.TOO_LARGE : Refusal.MALFORMED, e.reason());
    }
  }

  /** Refuses what Kafka took in part alone, since it may be asked for again here. */
  private static Accepted judge(
      RemoteWriteVersion version, Accepted accepted, @Nullable Translation translation) {
    if (accepted.awaitsMore()) {
      throw new PartlyTakenException(
          Refusal.KAFKA_UNAVAILABLE, accepted.message() + "; send all of it again", accepted);
    }
    if (translation == null) {
      return accepted;
    }
    StringBuilder fault = new StringBuilder(translation.fault());
    if (accepted.rejected() > 0) {
      fault.append(fault.isEmpty() ? "" : "; ").append(accepted.message());
    }
    // 1.0 knows no answer that says so, and its senders would count all of the request as lost.
    if (translation.orphans() > 0 && version == RemoteWriteVersion.V2) {
      fault
          .append(fault.isEmpty() ? "" : "; ")
          .append(translation.orphans())
          .append(" exemplars of series without a sample in the request");
    }
    if (!fault.isEmpty()) {
      throw new PartlyTakenException(
          Refusal.MALFORMED,
          (translation.refused() + accepted.rejected())
              + " samples are not taken, all others are: "
              + fault,
          accepted);
    }
    return accepted;
  }

  private static HttpResponse answer(
      @Nullable Accepted accepted, @Nullable Throwable failure, @Nullable Translation translation) {
    RefusedException refused = failure == null ? null : RefusedException.of(failure);
    Accepted taken = refused instanceof PartlyTakenException partly ? partly.taken() : accepted;
    Written written = Written.of(taken, translation);
    Refusal refusal = refused == null ? null : refused.refusal();
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(
                refusal == null ? HttpStatus.NO_CONTENT : HttpStatus.valueOf(refusal.httpStatus()))
            .addInt(SAMPLES_WRITTEN, written.samples)
            .addInt(HISTOGRAMS_WRITTEN, written.histograms)
            .addInt(EXEMPLARS_WRITTEN, written.exemplars);
    if (refused == null || refusal == null) {
      return HttpResponse.of(headers.build());
    }
    if (refusal.retryable()) {
      headers.add(HttpHeaderNames.RETRY_AFTER, Long.toString(OtlpHttp.RETRY_AFTER.toSeconds()));
    }
    if (refusal == Refusal.METHOD) {
      headers.add(HttpHeaderNames.ALLOW, HttpMethod.POST.name());
    }
    headers.contentType(MediaType.PLAIN_TEXT_UTF_8);
    return HttpResponse.of(headers.build(), HttpData.ofUtf8(refused.reason() + "\n"));
  }

  /** What became points in Kafka, by kind. */
  private record Written(int samples, int histograms, int exemplars) {

    private static final Written NOTHING = new Written(0, 0, 0);

    static Written of(@Nullable Accepted taken, @Nullable Translation translation) {
      if (taken == null || translation == null) {
        return NOTHING;
      }
      if (taken.rejected() == 0) {
        return new Written(
            translation.samples(), translation.histograms(), translation.exemplars());
      }
      Written sum = NOTHING;
      try {
        for (OtlpSplitter.Part part : taken.parts()) {
          WrittenPoints points = WrittenPoints.of(part.request());
          sum =
              new Written(
                  sum.samples + points.samples(),
                  sum.histograms + points.histograms(),
                  sum.exemplars + points.exemplars());
        }
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a message of ours cannot be read", e);
      }
      return sum;
    }
  }
}
