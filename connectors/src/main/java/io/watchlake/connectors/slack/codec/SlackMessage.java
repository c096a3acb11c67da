package io.watchlake.connectors.slack.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for an incoming webhook: what is shown where no blocks are, and a coloured attachment
 * of blocks. What is longer than Slack takes is cut, and says so.
 *
 * @param channel where it goes; null for where the webhook leads. Webhooks of Slack apps lead to
 *     one channel whatever is asked for.
 * @param mentions who is called, such as {@code @ops-team}, {@code <@U024BE7LH>}, {@code <!here>}
 * @param title plain text
 * @param text in Slack's own marking, with {@code &}, {@code <} and {@code >} escaped in what is
 *     only said
 * @param footer in the same marking; small, below
 * @param color of the bar beside it, such as {@code #a30200}
 */
public record SlackMessage(
    @Nullable String channel,
    List<String> mentions,
    String title,
    String text,
    String footer,
    String color) {

  /** Characters of a header. */
  static final int MAX_HEADER = 150;

  /** Characters of a section's text. */
  static final int MAX_SECTION = 3000;

  /** Slack takes 50 blocks, two of which are the header and the footer. */
  static final int MAX_SECTIONS = 48;

  private static final String CUT = "…";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public SlackMessage {
    mentions = List.copyOf(mentions);
  }

  /** Text that Slack shows as it is, whatever it says. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The body of the request. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      if (channel != null) {
        json.writeStringField("channel", channel);
      }
      json.writeBooleanField("link_names", true);
      String called = String.join(" ", mentions);
      json.writeStringField("text", cut((called + ' ' + escape(title)).strip(), MAX_SECTION));
      json.writeArrayFieldStart("attachments");
      json.writeStartObject();
      json.writeStringField("color", color);
      json.writeStringField("fallback", cut(title, MAX_SECTION));
      json.writeArrayFieldStart("blocks");
      blocks(json);
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private void blocks(JsonGenerator json) throws IOException {
    if (!title.isBlank()) {
      json.writeStartObject();
      json.writeStringField("type", "header");
      text(json, "plain_text", cut(title, MAX_HEADER));
      json.writeEndObject();
    }
    for (String section : sections()) {
      json.writeStartObject();
      json.writeStringField("type", "section");
      text(json, "mrkdwn", section);
      json.writeEndObject();
    }
    if (!footer.isBlank()) {
      json.writeStartObject();
      json.writeStringField("type", "context");
      json.writeArrayFieldStart("elements");
      json.writeStartObject();
      json.writeStringField("type", "mrkdwn");
      json.writeStringField("text", cut(footer, MAX_SECTION));
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String type, String value) throws IOException {
    json.writeObjectFieldStart("text");
    json.writeStringField("type", type);
    json.writeStringField("text", value);
    json.writeEndObject();
  }

  /** The text in pieces that Slack takes, broken between lines where that is possible. */
  private List<String> sections() {
    List<String> sections = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      if (sections.size() == MAX_SECTIONS - 1 && rest.length() > MAX_SECTION) {
        sections.add(cut(rest, MAX_SECTION));
        return sections;
      }
      int end = rest.length();
      if (end > MAX_SECTION) {
        int line = rest.lastIndexOf('\n', MAX_SECTION);
        end = line > 0 ? line : whole(rest, MAX_SECTION);
      }
      sections.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    return sections;
  }

  private static String cut(String text, int atMost) {
    return text.length() <= atMost ? text : text.substring(0, whole(text, atMost - 1)) + CUT;
  }

  /** The same place, or one before it where it would part two halves of a character. */
  private static int whole(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
  }
}
