package io.watchlake.app.status;

import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a running server for the status it keeps anyway. */
final class RemoteStatus {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 10_000;

  private RemoteStatus() {}

  /**
   * The status by the server at {@code app}.
   *
   * @throws IOException if it does not answer in time, or with something else
   */
  static StackStatus of(URI app) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) app.resolve("/api/status").toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return Json.read(in.readAllBytes(), StackStatus.class);
    }
  }
}
