package io.watchlake.connectors.http.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver said to a request.
 *
 * @param status of HTTP
 * @param body its words, cut where they are long
 * @param retryAfter how long it wants to be left alone; null where it did not say
 */
public record Answer(int status, String body, @Nullable Duration retryAfter) {

  private static final int MAX_BODY_CHARS = 1000;

  /** The answer that a response is. */
  public static Answer of(HttpResponse<String> response) {
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

  /** Whether all of the request was taken. */
  public boolean isTaken() {
    return status / 100 == 2;
  }

  /** Whether the same request may be taken later: 429 and 5xx. */
  public boolean isRetryable() {
    return status == 429 || status / 100 == 5;
  }

  /** The status and the words. */
  public String words() {
    return status + (body.isEmpty() ? "" : " " + body);
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
