package io.watchlake.app.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/** Asks a running server. */
final class RemoteSql implements SqlSource {

  private static final int CONNECT_MILLIS = 2_000;

  private final URI app;

  /**
   * @param app address of the server's page and API
   */
  RemoteSql(URI app) {
    this.app = app;
  }

  /**
   * {@inheritDoc}
   *
   * @throws java.net.ConnectException if no server listens there
   */
  @Override
  public void query(String sql, long limit, RowSink sink) throws SqlFailure, IOException {
    // Starts faster than java.net.http, and a command feels its start.
    HttpURLConnection connection =
        (HttpURLConnection) app.resolve("/api/sql").toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      body.write(Json.mapper().writeValueAsBytes(Map.of("sql", sql, "limit", limit)));
    }
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      try (InputStream in = connection.getInputStream()) {
        AnswerReader.read(in, sink);
      }
    } else {
      throw failure(connection, status);
    }
  }

  private static SqlFailure failure(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in = connection.getErrorStream()) {
      JsonNode error =
          in == null ? Json.mapper().nullNode() : Json.mapper().readTree(in).path("error");
      return new SqlFailure(
          SqlFailure.Fault.ofCode(error.path("code").asText()),
          error.path("message").asText("the server answered " + status));
    }
  }
}
