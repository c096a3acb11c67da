package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Silences as messages of the compacted topic {@code silences}: the key is the silence's id, and a
 * message without a value forgets it. The value is a JSON object with the field {@code v} (1) and
 * those of a silence of Alertmanager's API: {@code id}, {@code matchers} (objects with {@code
 * name}, {@code value}, {@code isRegex} and {@code isEqual}), {@code startsAt}, {@code endsAt},
 * {@code updatedAt} (RFC 3339), {@code createdBy} and {@code comment}.
 */
public final class SilenceCodec {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SilenceCodec() {}

  /** The message's key. */
  public static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The id that a message's key holds.
   *
   * @throws IllegalArgumentException where it holds none
   */
  public static String id(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException("a silence without a key");
    }
    return new String(key, StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Silence silence) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("id", silence.id());
      json.writeArrayFieldStart("matchers");
      for (LabelMatcher matcher : silence.matchers()) {
        Operator operator = matcher.operator();
        json.writeStartObject();
        json.writeStringField("name", matcher.label());
        json.writeStringField("value", matcher.value());
        json.writeBooleanField(
            "isRegex", operator == Operator.MATCHES || operator == Operator.MATCHES_NOT);
        json.writeBooleanField(
            "isEqual", operator == Operator.EQUAL || operator == Operator.MATCHES);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("startsAt", Rfc3339.text(silence.startsAtUnixNano()));
      json.writeStringField("endsAt", Rfc3339.text(silence.endsAtUnixNano()));
      json.writeStringField("updatedAt", Rfc3339.text(silence.updatedAtUnixNano()));
      json.writeStringField("createdBy", silence.createdBy());
      json.writeStringField("comment", silence.comment());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The silence of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Silence decode(byte[] message) {
    try {
      JsonNode json = MAPPER.readTree(message);
      if (json == null || json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION + " of a silence");
      }
      List<LabelMatcher> matchers = new ArrayList<>();
      for (JsonNode matcher : json.required("matchers")) {
        matchers.add(
            new LabelMatcher(
                matcher.required("name").asText(),
                operator(
                    matcher.required("isRegex").asBoolean(),
                    matcher.required("isEqual").asBoolean()),
                matcher.required("value").asText()));
      }
      return new Silence(
          json.required("id").asText(),
          matchers,
          Rfc3339.unixNano(json.required("startsAt").asText()),
          Rfc3339.unixNano(json.required("endsAt").asText()),
          json.required("createdBy").asText(),
          json.required("comment").asText(),
          Rfc3339.unixNano(json.required("updatedAt").asText()));
    } catch (IOException e) {
      throw new IllegalArgumentException("a silence that is not JSON", e);
    }
  }

  private static Operator operator(boolean regex, boolean equal) {
    if (regex) {
      return equal ? Operator.MATCHES : Operator.MATCHES_NOT;
    }
    return equal ? Operator.EQUAL : Operator.NOT_EQUAL;
  }
}
