package io.watchlake.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.json.Json;
import io.watchlake.app.lake.Shop;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir static Path home;

  private static TestApp app;

  @BeforeAll
  static void start() throws Exception {
    app = TestApp.start(home, 0, InstantSource.fixed(NOW));
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @Test
  void servicesAreRankedByRowsWithTheirLatencyAndErrorShare() throws Exception {
    JsonNode answer = json("/api/services");

    assertThat(names(answer.path("services"), "service"))
        .containsExactly("checkout", "frontend", "payment", Shop.HOSTILE, "cart");
    JsonNode payment = first(answer.path("services"), "service", "payment");
    assertThat(payment.path("requests").longValue()).isEqualTo(TestApp.ORDERS);
    assertThat(payment.path("error_share").doubleValue()).isEqualTo(6.0 / TestApp.ORDERS);
    assertThat(payment.path("p95_millis").doubleValue()).isBetween(280.0, 350.0);
    assertThat(first(answer.path("services"), "service", Shop.HOSTILE).path("requests").longValue())
        .isZero();
  }

  @Test
  void errorsAreTheNewestOfBothKinds() throws Exception {
    JsonNode errors = json("/api/errors?limit=3").path("errors");

    assertThat(errors).hasSize(3);
    JsonNode log = errors.get(0);
    assertThat(log.path("kind").textValue()).isEqualTo("log");
    assertThat(log.path("severity").textValue()).isEqualTo("ERROR");
    assertThat(log.path("message").textValue()).startsWith("card of order 38 was declined");
    assertThat(log.path("trace_id").textValue()).isEqualTo(Shop.traceIdOf(38));
    assertThat(errors.get(1).path("kind").textValue()).isEqualTo("span");
    assertThat(errors.get(1).path("operation").textValue()).isEqualTo("Charge");
  }

  @Test
  void tracesAreTheNewestWithTheirRootOperation() throws Exception {
    JsonNode traces = json("/api/traces?limit=2").path("traces");

    assertThat(names(traces, "trace_id")).containsExactly(Shop.traceIdOf(39), Shop.traceIdOf(38));
    JsonNode newest = traces.get(0);
    assertThat(newest.path("operation").textValue()).isEqualTo("POST /orders");
    assertThat(newest.path("service").textValue()).isEqualTo("frontend");
    assertThat(newest.path("spans").longValue()).isEqualTo(6);
    assertThat(newest.path("services").longValue()).isEqualTo(5);
    assertThat(newest.path("duration_millis").doubleValue()).isEqualTo(900.0);
  }

  @Test
  void aTraceHasItsSpansByStartWithTheirAttributes() throws Exception {
    JsonNode trace = json("/api/trace/" + Shop.traceIdOf(3));

    assertThat(trace.path("cut").booleanValue()).isFalse();
    assertThat(names(trace.path("spans"), "operation"))
        .containsExactly(
            "POST /orders", "read cart", "PlaceOrder", "GetCart", "Charge", "risk score");
    JsonNode charge = trace.path("spans").get(4);
    assertThat(charge.path("start_offset_millis").doubleValue()).isEqualTo(60.0);
    assertThat(charge.path("duration_millis").doubleValue()).isEqualTo(280.0);
    assertThat(charge.path("status").textValue()).isEqualTo("error");
    assertThat(charge.path("attributes").path("http.response.status_code").longValue())
        .isEqualTo(502);
    assertThat(charge.path("attributes").path("retry").isBoolean()).isTrue();
    assertThat(charge.path("parent_span_id").textValue())
        .isEqualTo(trace.path("spans").get(2).path("span_id").textValue());
  }

  @Test
  void aTimelineOtherThanLiveIsShownWhereItsDataEnds() throws Exception {
    JsonNode answer = json("/api/traces?timeline=case-1&limit=100");

    assertThat(answer.path("traces")).hasSize(TestApp.REPLAYED_ORDERS);
    assertThat(Instant.parse(answer.path("to").textValue())).isBefore(TestApp.REPLAY_END);
    assertThat(json("/api/traces?timeline=nothing-here").path("traces")).isEmpty();
  }

  @Test
  void theStatusCountsRowsPerTimelineAndSaysThatNoStackRuns() throws Exception {
    JsonNode status = json("/api/status");

    assertThat(status.path("state").textValue()).isEqualTo("down");
    assertThat(status.path("problems").get(0).textValue()).contains("./watchlake up");
    assertThat(names(status.path("timelines"))).containsExactly("live", "case-1");
    JsonNode spans = first(status.path("flows"), "topic", "otlp_spans");
    assertThat(spans.path("rows").longValue()).isEqualTo(TestApp.ORDERS * 6L);
    assertThat(spans.path("freshness_millis").longValue()).isBetween(0L, 1_000L);
    assertThat(spans.path("messages").isNull()).isTrue();
    JsonNode points = first(status.path("flows"), "topic", "otlp_metrics.case-1");
    assertThat(points.path("rows").longValue()).isEqualTo(30);
    JsonNode table = first(status.path("tables"), "table", "telemetry.spans");
    assertThat(table.path("files").longValue()).isEqualTo(2);
    assertThat(table.path("rows").longValue()).isEqualTo(300);
  }

  @Test
  void sqlAnswersWithColumnsRowsAndFigures() throws Exception {
    JsonNode answer =
        Json.mapper()
            .readTree(
                sql("{\"sql\": \"SELECT timeline, count(*) AS n, max(NULL) AS nothing FROM"
                        + " telemetry.spans GROUP BY timeline ORDER BY n DESC\"}")
                    .body());

    assertThat(names(answer.path("columns"), "name")).containsExactly("timeline", "n", "nothing");
    assertThat(answer.path("rows").toString())
        .isEqualTo("[[\"live\",240,null],[\"case-1\",60,null]]");
    assertThat(answer.path("row_count").longValue()).isEqualTo(2);
    assertThat(answer.path("cut").booleanValue()).isFalse();
  }

  @Test
  void sqlSaysThatAnAnswerWasCut() throws Exception {
    JsonNode answer =
        Json.mapper()
            .readTree(sql("{\"sql\": \"SELECT * FROM telemetry.spans\", \"limit\": 5}").body());

    assertThat(answer.path("rows")).hasSize(5);
    assertThat(answer.path("cut").booleanValue()).isTrue();
  }

  @Test
  void sqlAnswersAsCsv() throws Exception {
    HttpResponse<String> response =
        sql("{\"sql\": \"SELECT 'a \\\"b\\\", c' AS x, 1.50 AS y\", \"format\": \"csv\"}");

    assertThat(response.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
    assertThat(response.body()).isEqualTo("x,y\r\n\"a \"\"b\"\", c\",1.50\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sql": "SELEC 1"}                       | 400 | bad_sql     | SELEC
          {"sql": "SELECT nope FROM telemetry.logs"} | 400 | bad_sql   | nope
          {"sql": "SELECT * FROM nowhere"}         | 400 | bad_sql     | telemetry.spans
          {"sql": "DROP TABLE telemetry.spans"}    | 400 | bad_sql     | only
          {"sql": "SELECT * FROM read_csv('/etc/passwd')"} | 400 | bad_sql |
          {"sql": ""}                              | 400 | bad_request | missing
          {"sql": "SELECT 1", "limit": -1}         | 400 | bad_request | limit
          {"sql": "SELECT 1", "format": "xml"}     | 400 | bad_request | csv
          not json                                 | 400 | bad_request | JSON
          """)
  void sqlTellsWhatIsWrong(String body, int status, String code, String words) throws Exception {
    HttpResponse<String> response = sql(body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    JsonNode error = Json.mapper().readTree(response.body()).path("error");
    assertThat(error.path("code").textValue()).isEqualTo(code);
    assertThat(error.path("message").textValue()).contains(words == null ? "" : words);
  }

  @Test
  void sqlIsNotForFormsOfForeignPages() throws Exception {
    assertThat(app.post("/api/sql", "text/plain", "{\"sql\": \"SELECT 1\"}").statusCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/traces?minutes=0, 400",
    "/api/traces?limit=many, 400",
    "/api/traces?timeline=NOT%20A%20NAME, 400",
    "/api/trace/xyz, 400",
    "/api/trace/00000000000000000000000000000000, 404",
    "/api/live?minutes=-1, 400",
    "/api/nothing, 404",
    "/page/../../secret, 400",
  })
  void wrongRequestsAreToldInJson(String path, int status) throws Exception {
    HttpResponse<String> response = app.get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.mapper().readTree(response.body()).path("error").path("message").textValue())
        .isNotBlank();
  }

  @Test
  void foreignHostNamesAreRefused() throws Exception {
    URI address = app.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/status HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403").contains("\"forbidden\"");
    }
  }

  @Test
  void aPageIsSentStatusAndOverviewAtOnce() throws Exception {
    URI address = app.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              ("GET /api/live?minutes=60 HTTP/1.1\r\nHost: localhost:"
                      + address.getPort()
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      JsonNode status = event(lines, "status");
      JsonNode overview = event(lines, "overview");
      assertThat(status.path("state").textValue()).isEqualTo("down");
      assertThat(overview.path("minutes").intValue()).isEqualTo(60);
      assertThat(overview.path("input")).hasSize(60);
      assertThat(
              StreamSupport.stream(overview.path("input").spliterator(), false)
                  .mapToLong(step -> step.path("spans").longValue())
                  .sum())
          .isEqualTo(TestApp.ORDERS * 6L);
      assertThat(overview.path("services")).isNotEmpty();
    }
  }

  @Test
  void thePageMayDoNothingButShowItself() throws Exception {
    HttpResponse<String> page = app.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("access-control-allow-origin")).isEmpty();
    assertThat(app.get("/page/js/main.js").headers().firstValue("content-type").orElseThrow())
        .startsWith("text/javascript");
  }

  private static JsonNode event(BufferedReader lines, String name) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      // The client's parser allows for the space being left out, as the specification does.
      if (line.replace(" ", "").equals("event:" + name)) {
        return Json.mapper().readTree(lines.readLine().replaceFirst("^data: ?", ""));
      }
    }
    throw new AssertionError("no event " + name);
  }

  private static HttpResponse<String> sql(String body) throws Exception {
    return app.post("/api/sql", "application/json", body);
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> response = app.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.mapper().readTree(response.body());
  }

  private static List<String> names(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(one -> one.path(field).asText())
        .toList();
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode first(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + field + " " + value + " in " + list));
  }
}
