package io.watchlake.connectors.channel.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON, one request after the other. An answer of success means that it was taken; 429, 408
 * and 5xx, like no answer at all, that it may be taken later; everything else that it never will.
 * Redirects are not followed: a secret goes to whom it was meant for.
 */
public final class HttpChannel {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int MAX_BODY_CHARS = 300;

  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param timeout how long connection and answer may take, each
   * @param trust whose certificates are believed
   */
  public HttpChannel(Duration timeout, SSLContext trust) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .sslContext(trust)
            .build();
  }

  /**
   * Posts a JSON text; returns when it was taken.
   *
   * @param headers beside the type and the sender
   * @throws ChannelException where it was not taken, or nobody knows
   */
  public void post(URI address, Map<String, String> headers, byte[] json)
      throws ChannelException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("User-Agent", "watchlake")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw ChannelException.later(unreachable(address, e), e);
    }
    if (response.statusCode() / 100 != 2) {
      throw refusal(address, response);
    }
  }

  private static ChannelException refusal(URI address, HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body().strip();
    String said =
        place(address)
            + " answered "
            + status
            + (body.isEmpty()
                ? ""
                : ": " + body.substring(0, Math.min(MAX_BODY_CHARS, body.length())));
    if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status / 100 == 5) {
      return ChannelException.later(
          said,
          response
              .headers()
              .firstValue("Retry-After")
              .map(text -> retryAfter(text, Instant.now()))
              .orElse(null));
    }
    return ChannelException.never(said, null);
  }

  private String unreachable(URI address, IOException failure) {
    String place = place(address);
    if (failure instanceof HttpConnectTimeoutException) {
      return place + " took no connection within " + timeout.toMillis() + " ms";
    }
    if (failure instanceof HttpTimeoutException) {
      return place + " did not answer within " + timeout.toMillis() + " ms";
    }
    Optional<String> complaint = Trust.complaint(failure, place);
    if (complaint.isPresent()) {
      return complaint.get();
    }
    if (failure instanceof UnknownHostException
        || failure.getCause() instanceof UnresolvedAddressException
        || (failure.getCause() != null
            && failure.getCause().getCause() instanceof UnresolvedAddressException)) {
      return "there is no host " + place;
    }
    if (failure instanceof ConnectException) {
      return place + " takes no connections";
    }
    return place + " gave no answer (" + failure.getClass().getSimpleName() + ")";
  }

  /** Host and port alone: the rest of an address may be a secret. */
  static String place(URI address) {
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
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
