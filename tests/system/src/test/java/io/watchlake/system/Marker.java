package io.watchlake.system;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One span, one log record and one metric point, sent live, to see how soon SQL shows them. */
final class Marker {

  private final String name = "marker-" + UUID.randomUUID();

  /** Sends it; Kafka has it when this returns. */
  static Marker send(URI otlp) {
    Marker marker = new Marker();
    Instant now = Instant.now();
    String nanos = now.getEpochSecond() + String.format("%09d", now.getNano());
    String resource =
        "\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\""
            + marker.name
            + "\"}}]}";
    String id = marker.name.replace("-", "").substring(6);
    Map<String, String> requests =
        Map.of(
            "/v1/traces",
            ("{\"resourceSpans\":[{%s,\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\",\"spanId\":"
                    + "\"%s\",\"name\":\"marker\",\"startTimeUnixNano\":\"%s\","
                    + "\"endTimeUnixNano\":\"%s\"}]}]}]}")
                .formatted(resource, id, id.substring(0, 16), nanos, nanos),
            "/v1/logs",
            ("{\"resourceLogs\":[{%s,\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"%s\","
                    + "\"severityNumber\":9,\"body\":{\"stringValue\":\"marker\"}}]}]}]}")
                .formatted(resource, nanos),
            "/v1/metrics",
            ("{\"resourceMetrics\":[{%s,\"scopeMetrics\":[{\"metrics\":[{\"name\":\"marker\","
                    + "\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"%s\",\"asDouble\":1}]}}]}]}]}")
                .formatted(resource, nanos));
    requests.forEach(
        (path, body) -> {
          HttpResponse<String> answer =
              Http.post(otlp.resolve(path), "application/json", null, null, Cli.utf8(body));
          if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
          }
        });
    return marker;
  }

  /** Waits until all three are visible in SQL; returns how long that took. */
  Duration awaitVisible(Lake lake, Duration limit) {
    return Await.until(
        "span, log record and point of " + name,
        limit,
        () ->
            List.of("spans", "logs", "metric_points").stream()
                .filter(
                    table ->
                        lake.number(
                                "select count(*) from telemetry."
                                    + table
                                    + " where service = '"
                                    + name
                                    + "' and ts > now() - interval 1 hour")
                            == 1)
                .toList(),
        visible -> visible.size() == 3);
  }
}
