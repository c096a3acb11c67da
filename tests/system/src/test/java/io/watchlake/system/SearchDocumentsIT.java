package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.search.client.SearchClient;
import io.watchlake.connectors.search.codec.IndexPattern;
import io.watchlake.connectors.search.codec.IndexTemplate;
import io.watchlake.connectors.search.codec.LogDocument;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A real Elasticsearch refuses no log document, whatever is in it, and keeps it under one id. */
@Order(6)
class SearchDocumentsIT {

  private static final IndexPattern PATTERN = new IndexPattern("dora-logs-{date}");
  private static final String LIVE = "live";

  private int index;

  @Test
  void noDocumentIsRefusedAndOldIndicesGo() throws IOException, InterruptedException {
    try (ElasticsearchNode node = new ElasticsearchNode()) {
      SearchClient client = new SearchClient(node.address());
      client.putTemplate(IndexTemplate.NAME, IndexTemplate.json(PATTERN, 0));
      assertThat(client.health().isUsable()).isTrue();
      String bulk = bulk();
      for (int repeat = 0; repeat < 2; repeat++) {
        HttpRequest request =
            HttpRequest.newBuilder(node.address().resolve("/_bulk"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(bulk))
                .build();
        String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        assertThat(answer).contains("\"errors\":false");
      }
      client.refresh(PATTERN.wildcard());

      assertThat(client.count(PATTERN.wildcard())).isEqualTo(index);
      assertThat(client.count("nothing-*")).isZero();
      assertThat(client.indices(PATTERN, LIVE)).hasSize(3);
      assertThat(client.deleteBefore(PATTERN, LIVE, LocalDate.of(2023, 1, 29)))
          .containsExactly("dora-logs-1990.01.01");
      assertThat(client.indices(PATTERN, LIVE).keySet())
          .containsExactly("dora-logs-2023.01.29", "dora-logs-2099.12.31");
    }
  }

  private String bulk() {
    StringBuilder bulk = new StringBuilder();
    for (String time :
        List.of("1990-01-01T00:00:00Z", "2023-01-29T08:52:06.123456789Z", "2099-12-31T23:59:59Z")) {
      Instant instant = Instant.parse(time);
      long unixNano = instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
      for (Attributes attributes : attributes()) {
        for (String body : List.of("", "plain", "x".repeat(100_000), "\u0000\u0001")) {
          LogDocument document = LogDocument.of(log(unixNano, body, attributes));
          bulk.append("{\"index\":{\"_index\":\"")
              .append(PATTERN.index(LIVE, unixNano))
              .append("\",\"_id\":\"")
              .append(document.id())
              .append("\"}}\n")
              .append(new String(document.json(), StandardCharsets.UTF_8))
              .append('\n');
        }
      }
    }
    return bulk.toString();
  }

  private static List<Attributes> attributes() {
    Map<String, String> names = new HashMap<>();
    for (String name :
        List.of("", ".", "..", "a.b", "a", " ", "a..b", ".a", "@timestamp", "_id", "\u0000")) {
      names.put(name, "x".repeat(40_000));
    }
    List<Attributes> all = new ArrayList<>();
    all.add(Attributes.EMPTY);
    all.add(
        new Attributes(
            names,
            Map.of("n", Long.MIN_VALUE),
            Map.of("d", Double.NaN),
            Map.of("b", true),
            "{\"x\":[[{\"\":null}]],\"y.z\":{\"$bytes\":\"AP8=\"}}"));
    // One name, three types: what a mapping made from documents would refuse.
    all.add(new Attributes(Map.of("same", "text"), Map.of(), Map.of(), Map.of(), null));
    all.add(new Attributes(Map.of(), Map.of("same", 5L), Map.of(), Map.of(), null));
    all.add(
        new Attributes(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            "{\"same\":{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}}"));
    return all;
  }

  private LogRecord log(long unixNano, String body, Attributes attributes) {
    return new LogRecord(
        new Origin("otlp_logs", 0, 1, index++),
        LIVE,
        new Resource("shop", attributes),
        Scope.EMPTY,
        unixNano,
        unixNano,
        -1,
        index % 25,
        "",
        body,
        false,
        "",
        new byte[16],
        new byte[8],
        -1,
        attributes,
        -1);
  }
}
