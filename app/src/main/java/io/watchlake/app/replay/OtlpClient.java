package io.watchlake.app.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.watchlake.app.ingest.IngestService;
import io.watchlake.app.ingest.OffsetRange;
import io.watchlake.app.ingest.Signal;
import io.watchlake.model.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to the ingest, each once: it repeats one only when ingest surely took nothing of
 * it. Safe for all threads.
 */
final class OtlpClient implements AutoCloseable {

  /** Longer than ingest itself waits for Kafka, so that its answer comes first. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(6);

  /** Below the server's, so that no request meets a connection that is just being closed. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final ClientFactory factory;
  private final WebClient client;
  private final Timeline timeline;
  private final Duration patience;

  /**
   * A client.
   *
   * @param ingest OTLP over HTTP, without {@code /v1/...}
   * @param patience how long a request that ingest does not take is offered again
   */
  OtlpClient(URI ingest, Timeline timeline, Duration patience) {
    this.timeline = timeline;
    this.patience = patience;
    this.factory = ClientFactory.builder().idleTimeout(IDLE_TIMEOUT).build();
    this.client =
        WebClient.builder(ingest)
            .factory(factory)
            .responseTimeout(ANSWER_TIMEOUT)
            .writeTimeout(ANSWER_TIMEOUT)
            .build();
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @throws SendException when it was refused, or its outcome is not known
   */
  void send(Line line, Sent sent) throws SendException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String notTaken = offer(line, sent);
      if (notTaken.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw SendException.notTaken(line, notTaken);
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }

  /** Empty when it was taken; else why it surely was not. */
  private String offer(Line line, Sent sent) throws SendException {
    AggregatedHttpResponse answer;
    try {
      answer = client.execute(headers(line), HttpData.wrap(line.request())).aggregate().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnprocessedRequestException) {
        return "ingest at " + client.uri() + " does not answer: " + cause.getCause();
      }
      throw SendException.unknown(line, "the connection to ingest broke: " + cause);
    }
    return switch (answer.status().code()) {
      case 200 -> {
        accept(line, answer, sent);
        yield "";
      }
      // OTLP's two ways to say that nothing was taken and it may come again.
      case 429, 503 -> reason(answer);
      case 400, 413, 415 -> throw SendException.refused(line, reason(answer));
      default -> throw SendException.unknown(line, answer.status() + ": " + reason(answer));
    };
  }

  private RequestHeaders headers(Line line) {
    return RequestHeaders.builder(HttpMethod.POST, line.signal().path())
        .add(HttpHeaderNames.CONTENT_TYPE, "application/x-protobuf")
        .add(IngestService.TIMELINE, timeline.name())
        .add(IngestService.WANT_ORIGINS, "true")
        .build();
  }

  private static void accept(Line line, AggregatedHttpResponse answer, Sent sent)
      throws SendException {
    try {
      Signal.Rejected rejected = line.signal().rejected(answer.content().array());
      sent.add(
          line,
          rejected.records(),
          rejected.message(),
          OffsetRange.parse(answer.headers().get(IngestService.ORIGINS, "")));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw SendException.unknown(line, "the answer is not OTLP's: " + e.getMessage());
    }
  }

  private static String reason(AggregatedHttpResponse answer) {
    try {
      String message = Status.parseFrom(answer.content().array()).getMessage();
      return message.isEmpty() ? answer.status().toString() : message;
    } catch (InvalidProtocolBufferException e) {
      return answer.status().toString();
    }
  }

  @Override
  public void close() {
    factory.close();
  }
}
