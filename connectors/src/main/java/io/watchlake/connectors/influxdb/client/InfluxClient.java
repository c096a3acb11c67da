package io.watchlake.connectors.influxdb.client;

import io.watchlake.connectors.http.client.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes lines, one request after the other; says what was answered to each. */
public final class InfluxClient {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private final URI address;
  private final @Nullable String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  /**
   * A client.
   *
   * @param address where lines are written to, such as {@code http://localhost:8086/write?db=x} or
   *     {@code https://influx/api/v2/write?org=o&bucket=b}
   * @param authorization the header of that name; null for none
   */
  public InfluxClient(URI address, @Nullable String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * Sends lines and waits for the answer.
   *
   * @param lines line protocol with times in nanoseconds
   * @throws IOException where there is no answer: they may have been taken or not
   */
  public Answer send(byte[] lines) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "text/plain; charset=utf-8")
            .header("User-Agent", "watchlake")
            .POST(HttpRequest.BodyPublishers.ofByteArray(lines));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return Answer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }
}
