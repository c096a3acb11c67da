package io.watchlake.connectors.prometheus.client;

import io.watchlake.connectors.http.client.Answer;
import io.watchlake.connectors.prometheus.codec.RemoteWriteVersion;
import io.watchlake.connectors.prometheus.codec.SnappyBlock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests of remote write 1.0, one after the other; says what was answered to each. */
public final class RemoteWriteClient {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

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
    return Answer.of(response);
  }
}
