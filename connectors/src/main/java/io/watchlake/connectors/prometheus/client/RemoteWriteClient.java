package io.watchlake.connectors.prometheus.client;

import io.watchlake.connectors.prometheus.codec.RemoteWriteVersion;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Sends requests of remote write 1.0, one after the other; says what was answered to each. */
public final class RemoteWriteClient {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int MAX_BODY_CHARS = 1000;

  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  /**
   * A client.
   *
   * @param address of the endpoint, such as {@code http://localhost:9090/api/v1/write}
   */
  public RemoteWriteClient(URI address) {
    this.address = address;
  }

  /**
   * What the receiver said.
   *
   * @param status of HTTP
   * @param body its words, cut where they are long
   * @param retryAfter how long it wants to be left alone; null where it did not say
   */
  public record Answer(int status, String body, @Nullable Duration retryAfter) {

    /** Whether all of the request was taken. */
    public boolean isTaken() {
      return status / 100 == 2;
    }

    /** Whether the same request may be taken later: 429 and 5xx, as the protocol has it. */
    public boolean isRetryable() {
      return status == 429 || status / 100 == 5;
    }
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param request the protobuf of a {@code prometheus.WriteRequest}, not compressed
   * @throws IOException where there is no answer: it may have been taken or not
   */
  public Answer send(byte[] request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(address)
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", RemoteWriteVersion.MEDIA_TYPE)
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", RemoteWriteVersion.V1.header())
                .header("User-Agent", "watchlake")
                .POST(HttpRequest.BodyPublishers.ofByteArray(SnappyBlock.compress(request)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    String body = response.body().strip();
    return new Answer(
        response.statusCode(),
        body.length() <= MAX_BODY_CHARS ? body : body.substring(0, MAX_BODY_CHARS),
        response
            .headers()
            .firstValue("Retry-After")
            .map(text -> retryAfter(text, Instant.now()))
            .orElse(null));
  }

  /** A header's seconds, or the time until its date; null where it is neither. */
  static @Nullable Duration retryAfter(String header, Instant now) {
    String text = header.strip();
    try {
      Duration wait =
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (NumberFormatException | DateTimeParseException e) {
      return null;
    }
  }
}
