package io.watchlake.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Plain HTTP, as any client would speak it. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  static HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  static HttpResponse<String> post(
      URI address, String type, @Nullable String encoding, @Nullable String timeline, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    if (timeline != null) {
      request.header("X-Watchlake-Timeline", timeline);
    }
    return send(request);
  }

  /**
   * A POST with headers of its own.
   *
   * @param headers names and values by turns
   */
  static HttpResponse<String> post(URI address, byte[] body, String... headers) {
    return send(
        HttpRequest.newBuilder(address).headers(headers).POST(BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(90)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer from " + request.build().uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Http() {}
}
