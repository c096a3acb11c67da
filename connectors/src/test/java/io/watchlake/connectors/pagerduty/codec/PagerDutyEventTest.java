package io.watchlake.connectors.pagerduty.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events as PagerDuty takes them, whatever they say. */
class PagerDutyEventTest {

  @Test
  void anEventTriggersWithEverythingThatIsKnown() {
    assertThat(
            new String(
                event("hot", Map.of("b", "2", "a", "1")).encode("key"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"routing_key\":\"key\",\"event_action\":\"trigger\",\"dedup_key\":\"dedup\","
                + "\"client\":\"Watchlake\",\"client_url\":\"http://w\",\"payload\":{"
                + "\"summary\":\"hot\",\"source\":\"shop\",\"severity\":\"critical\","
                + "\"timestamp\":\"2026-03-01T12:00:00Z\",\"class\":\"HighCpu\","
                + "\"custom_details\":{\"a\":\"1\",\"b\":\"2\"}}}");
  }

  @Test
  void theKeyOfAGroupIsAlertmanagers() {
    // printf '%s' '{}:{alertname="X"}' | sha256sum
    assertThat(PagerDutyEvent.dedupKey("{}:{alertname=\"X\"}"))
        .isEqualTo("25fb0bff77cf7f8850f1cb3aeea9e63be0fbd3e78a8c0ef038392ade26e7d3a6")
        .hasSizeLessThanOrEqualTo(255);
  }

  @Test
  void aLongSummaryIsCutAtAWholeCharacter() throws IOException {
    JsonNode event = json(event("😀".repeat(2000), Map.of()));
    String summary = event.at("/payload/summary").asText();
    assertThat(summary.codePointCount(0, summary.length())).isEqualTo(1024);
    assertThat(summary).endsWith("😀…");
  }

  @Test
  void detailsThatAreTooMuchAreLeftOutAndTheEventIsNot() throws IOException {
    PagerDutyEvent large = event("hot", Map.of("firing", "x".repeat(600_000)));
    assertThat(large.encode("key").length).isLessThan(512_000);
    assertThat(json(large).at("/payload/custom_details/error").asText()).contains("left out");
    assertThat(json(large).at("/dedup_key").asText()).isEqualTo("dedup");
  }

  private static PagerDutyEvent event(String summary, Map<String, String> details) {
    return new PagerDutyEvent(
        true,
        "dedup",
        summary,
        "shop",
        "critical",
        "2026-03-01T12:00:00Z",
        "",
        "",
        "HighCpu",
        details,
        "http://w");
  }

  private static JsonNode json(PagerDutyEvent event) throws IOException {
    return new ObjectMapper().readTree(event.encode("key"));
  }
}
