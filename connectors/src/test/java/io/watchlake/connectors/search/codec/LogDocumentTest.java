package io.watchlake.connectors.search.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A log document")
class LogDocumentTest {

  private static final Attributes ATTRIBUTES =
      new Attributes(
          Map.of("item", "tea"),
          Map.of("count", 3L),
          Map.of("price", Double.NaN),
          Map.of("paid", true),
          "{\"tags\":[\"a\",null]}");

  @Test
  @DisplayName("is written as it always was")
  void golden() {
    LogRecord log =
        new LogRecord(
            new Origin("otlp_logs", 1, 2, 3),
            "live",
            new Resource(
                "shop",
                new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
            new Scope("cart", "1.2", "{\"x\":1}"),
            1_674_982_326_000_000_001L,
            1_674_982_326_000_000_001L,
            -1,
            17,
            "ERROR",
            "sold \"out\"",
            false,
            "stock.empty",
            HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f10"),
            HexFormat.of().parseHex("1112131415161718"),
            1,
            ATTRIBUTES,
            4);

    LogDocument document = LogDocument.of(log);

    assertThat(document.id()).isEqualTo("otlp_logs-1-2-3");
    assertThat(new String(document.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"@timestamp\":\"2023-01-29T08:52:06.000000001Z\",\"timeline\":\"live\","
                + "\"message\":\"sold \\\"out\\\"\",\"log\":{\"level\":\"error\",\"logger\":\"cart\"},"
                + "\"severity\":{\"number\":17,\"text\":\"ERROR\"},\"service\":{\"name\":\"shop\"},"
                + "\"trace\":{\"id\":\"0102030405060708090a0b0c0d0e0f10\"},"
                + "\"span\":{\"id\":\"1112131415161718\"},\"event\":{\"name\":\"stock.empty\"},"
                + "\"attributes\":[\"count=3\",\"item=tea\",\"paid=true\",\"price=NaN\"],"
                + "\"resource\":[\"service.name=shop\"],"
                + "\"origin\":{\"topic\":\"otlp_logs\",\"partition\":1,\"offset\":2,\"index\":3},"
                + "\"content\":{\"time_unix_nano\":\"1674982326000000001\","
                + "\"observed_time_unix_nano\":\"18446744073709551615\",\"body_is_json\":false,"
                + "\"flags\":1,\"dropped_attributes\":4,"
                + "\"attributes\":{\"count\":3,\"item\":\"tea\",\"paid\":true,\"price\":\"NaN\","
                + "\"tags\":[\"a\",null]},\"resource\":{\"service.name\":\"shop\"},"
                + "\"scope\":{\"name\":\"cart\",\"version\":\"1.2\",\"attributes\":{\"x\":1}}}}");
  }

  @Test
  @DisplayName("of a bare record holds what there is, its level from the severity number")
  void bare() throws IOException {
    LogRecord log =
        new LogRecord(
            new Origin("otlp_logs", 1, 2, 3),
            "live",
            new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY),
            Scope.EMPTY,
            1,
            0,
            0,
            24,
            "",
            null,
            false,
            "",
            null,
            null,
            0,
            Attributes.EMPTY,
            0);

    JsonNode document = new ObjectMapper().readTree(LogDocument.of(log).json());

    assertThat(document.at("/log/level").asText()).isEqualTo("fatal");
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly(
            "@timestamp", "timeline", "log", "severity", "service", "origin", "content");
  }
}
