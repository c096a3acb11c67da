package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What became of notifications as messages of the topic {@code sent_log}: the key is the
 * notification's id, the channel's name and the target within the channel, with slashes between
 * them; the value a JSON object with the fields {@code v} (1), {@code outcome} and {@code time}.
 */
public final class SentCodec {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What became of a notification; the code is what is stored. */
  public enum Outcome {
    /** The channel took it. */
    SENT("sent"),
    /** The channel did not take it, and it is a dead letter. */
    DEAD("dead"),
    /** It was old, and something newer was to be told of the same group. */
    SUPERSEDED("superseded");

    private final String code;

    Outcome(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private SentCodec() {}

  /**
   * The message's key.
   *
   * @param target within the channel, such as one of Slack's channels; empty where there is but one
   */
  public static byte[] key(String notification, String channel, String target) {
    return name(notification, channel, target).getBytes(StandardCharsets.UTF_8);
  }

  /** The key as text. */
  public static String name(String notification, String channel, String target) {
    return notification + '/' + channel + '/' + target;
  }

  /** The message's value. */
  public static byte[] encode(Outcome outcome, long unixNano) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("outcome", outcome.code());
      json.writeStringField("time", Rfc3339.text(unixNano));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Whether a message is an entry of the log.
   *
   * @param value null where the entry was deleted
   */
  public static boolean isEntry(byte @Nullable [] value) {
    if (value == null) {
      return false;
    }
    try {
      JsonNode json = MAPPER.readTree(value);
      return json != null && json.path("v").asInt() == VERSION;
    } catch (IOException e) {
      return false;
    }
  }
}
