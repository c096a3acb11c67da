package io.watchlake.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /api/sql} with more rows than anybody holds in memory, and with answers that fail. */
class LongAnswersTest {

  private static final String FAILS_AMID =
      "SELECT CASE WHEN i = 900000 THEN error('no more') ELSE i END AS i FROM range(1000000) t(i)";

  /** Days of rows. */
  private static final String ENDLESS =
      "SELECT i, repeat('x', 1000) AS x FROM range(1000000000000) t(i)";

  @TempDir static Path home;

  private static TestApp app;

  @BeforeAll
  static void start() throws Exception {
    app = TestApp.start(home, 0, InstantSource.system());
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @Test
  void limitZeroMeansAllRows() throws Exception {
    JsonNode answer =
        Json.mapper()
            .readTree(ask("{\"sql\": \"SELECT i FROM range(250000) t(i)\", \"limit\": 0}").body());

    assertThat(answer.path("rows")).hasSize(250_000);
    assertThat(answer.path("rows").get(249_999).get(0).longValue()).isEqualTo(249_999);
    assertThat(answer.path("row_count").longValue()).isEqualTo(250_000);
    assertThat(answer.path("cut").booleanValue()).isFalse();
  }

  @Test
  void jsonIsCutUnlessAskedForAllAndSaysSo() throws Exception {
    JsonNode answer =
        Json.mapper().readTree(ask("{\"sql\": \"SELECT i FROM range(250000) t(i)\"}").body());

    assertThat(answer.path("row_count").longValue()).isEqualTo(SqlApi.DEFAULT_LIMIT);
    assertThat(answer.path("cut").booleanValue()).isTrue();
  }

  @Test
  void csvIsWholeUnlessALimitIsGiven() throws Exception {
    String csv = ask(csv("SELECT i FROM range(250000) t(i)", "")).body();

    assertThat(csv.lines()).hasSize(250_001).startsWith("i", "0", "1").endsWith("249999");
  }

  @Test
  void csvTellsInItsTrailersHowItEnded() throws Exception {
    assertThat(raw(csv("SELECT i FROM range(20) t(i)", ", \"limit\": 5")))
        .contains("trailer: x-watchlake-rows, x-watchlake-cut")
        .endsWith("\r\n0\r\nx-watchlake-rows: 5\r\nx-watchlake-cut: true\r\n\r\n");
    assertThat(raw(csv("SELECT i FROM range(20) t(i)", "")))
        .endsWith("\r\n0\r\nx-watchlake-rows: 20\r\nx-watchlake-cut: false\r\n\r\n");
  }

  @Test
  void aFailureAmidEndsTheJsonWithAnError() throws Exception {
    JsonNode answer =
        Json.mapper().readTree(ask("{\"sql\": \"" + FAILS_AMID + "\", \"limit\": 0}").body());

    assertThat(answer.path("rows")).isNotEmpty();
    assertThat(answer.path("error").path("code").textValue()).isEqualTo("bad_sql");
    assertThat(answer.path("error").path("message").textValue())
        .startsWith("the answer broke off after")
        .contains("no more");
    assertThat(answer.has("row_count")).isFalse();
  }

  @Test
  void aFailureAmidBreaksTheCsvOff() throws Exception {
    assertThatThrownBy(() -> ask(csv(FAILS_AMID, ""))).isInstanceOf(IOException.class);
    assertThat(raw(csv(FAILS_AMID, "")))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("x-watchlake-rows:")
        .doesNotEndWith("\r\n0\r\n\r\n");
  }

  @Test
  void clientsThatGoAwayLeaveNothingRunning() throws Exception {
    // More than are answered at once: the last would wait for ever.
    for (int i = 0; i < 6; i++) {
      try (Socket socket = send(csv(ENDLESS, ""))) {
        assertThat(socket.getInputStream().readNBytes(500_000)).hasSize(500_000);
      }
    }
    assertThat(ask("{\"sql\": \"SELECT 1 AS x\"}").body()).contains("[[1]]");
  }

  private static String csv(String sql, String more) {
    return "{\"sql\": \"" + sql + "\", \"format\": \"csv\"" + more + "}";
  }

  private static HttpResponse<String> ask(String body) throws Exception {
    return app.post("/api/sql", "application/json", body);
  }

  /** All that is sent until the server closes the connection. */
  private static String raw(String body) throws IOException {
    try (Socket socket = send(body);
        InputStream in = socket.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket send(String body) throws IOException {
    URI address = app.address();
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(60_000);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /api/sql HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.getPort(), bytes.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    return socket;
  }
}
