package io.watchlake.connectors.slack.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages as Slack takes them, whatever they say. */
class SlackMessageTest {

  @Test
  void aMessageIsATextForPhonesAndBlocksForTheRest() {
    SlackMessage message =
        new SlackMessage(
            "#ops",
            List.of("@ops-team", "<!here>"),
            "[FIRING:1] A & B",
            "*A* _b_",
            "to ops",
            "#a30200");
    assertThat(new String(message.encode(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"channel\":\"#ops\",\"link_names\":true,"
                + "\"text\":\"@ops-team <!here> [FIRING:1] A &amp; B\","
                + "\"attachments\":[{\"color\":\"#a30200\",\"fallback\":\"[FIRING:1] A & B\","
                + "\"blocks\":["
                + "{\"type\":\"header\",\"text\":{\"type\":\"plain_text\","
                + "\"text\":\"[FIRING:1] A & B\"}},"
                + "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"*A* _b_\"}},"
                + "{\"type\":\"context\",\"elements\":[{\"type\":\"mrkdwn\",\"text\":\"to ops\"}]}"
                + "]}]}");
  }

  @Test
  void aLongTextIsBrokenBetweenLines() throws IOException {
    String line = "x".repeat(1999) + "\n";
    JsonNode blocks = blocks(message("title", line.repeat(3)));
    assertThat(blocks).hasSize(5);
    assertThat(blocks.get(1).at("/text/text").asText()).hasSize(1999);
  }

  @Test
  void nothingIsLongerThanSlackTakesIt() throws IOException {
    JsonNode blocks = blocks(message("t".repeat(500), "😀".repeat(200_000)));
    assertThat(blocks.size()).isEqualTo(50);
    assertThat(blocks.get(0).at("/text/text").asText()).hasSize(150).endsWith("…");
    for (int i = 1; i < 49; i++) {
      String section = blocks.get(i).at("/text/text").asText();
      assertThat(section.length()).isLessThanOrEqualTo(3000);
      assertThat(Character.isLowSurrogate(section.charAt(0))).isFalse();
    }
    assertThat(blocks.get(48).at("/text/text").asText()).endsWith("…");
  }

  @Test
  void whatIsEmptyIsLeftOutSinceSlackRefusesIt() throws IOException {
    JsonNode blocks = blocks(new SlackMessage(null, List.of(), "", "text", "", "#1b7f3b"));
    assertThat(blocks).hasSize(1);
  }

  @Test
  void whatAnAlertSaysIsNeitherLinkNorMention() {
    assertThat(SlackMessage.escape("<!channel> & <https://x|y>"))
        .isEqualTo("&lt;!channel&gt; &amp; &lt;https://x|y&gt;");
  }

  private static SlackMessage message(String title, String text) {
    return new SlackMessage(null, List.of(), title, text, "footer", "#a30200");
  }

  private static JsonNode blocks(SlackMessage message) throws IOException {
    return new ObjectMapper().readTree(message.encode()).at("/attachments/0/blocks");
  }
}
