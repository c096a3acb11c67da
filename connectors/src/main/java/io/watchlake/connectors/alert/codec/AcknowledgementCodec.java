package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.alert.Acknowledgement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements as messages of the compacted topic {@code acknowledgements}: the key is the
 * alert's fingerprint, and a message without a value takes the acknowledgement back. The value is a
 * JSON object with the fields {@code v} (1), {@code fingerprint}, {@code at}, {@code endsAt} (RFC
 * 3339), {@code by} and {@code comment}. Readers pass over fields they do not know.
 */
public final class AcknowledgementCodec {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AcknowledgementCodec() {}

  /** The message's key. */
  public static byte[] key(String fingerprint) {
    return fingerprint.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The fingerprint that a message's key holds.
   *
   * @throws IllegalArgumentException where it holds none
   */
  public static String fingerprint(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException("an acknowledgement without a key");
    }
    return new String(key, StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Acknowledgement acknowledgement) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("fingerprint", acknowledgement.fingerprint());
      json.writeStringField("at", Rfc3339.text(acknowledgement.atUnixNano()));
      json.writeStringField("endsAt", Rfc3339.text(acknowledgement.endsAtUnixNano()));
      json.writeStringField("by", acknowledgement.by());
      json.writeStringField("comment", acknowledgement.comment());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The acknowledgement of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Acknowledgement decode(byte @Nullable [] message) {
    try {
      JsonNode json = MAPPER.readTree(message == null ? new byte[0] : message);
      if (json == null || json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION + " of an acknowledgement");
      }
      return new Acknowledgement(
          json.required("fingerprint").asText(),
          Rfc3339.unixNano(json.required("at").asText()),
          Rfc3339.unixNano(json.required("endsAt").asText()),
          json.required("by").asText(),
          json.required("comment").asText());
    } catch (IOException e) {
      throw new IllegalArgumentException("an acknowledgement that is not JSON", e);
    }
  }
}
