package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.alert.RuleVersions.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules as messages of the compacted topic {@code rules}: the key is the rule's name, and a message
 * without a value forgets it. The value is a JSON object with the fields {@code v} (1), {@code
 * name}, {@code live} and {@code shadow} (numbers of versions, 0 for none), {@code
 * changed_unix_nano} and {@code versions}, a list of objects with {@code number}, {@code text} (the
 * YAML file that the rule is in) and {@code applied_unix_nano}. All of a rule is one message, so
 * that no reader sees half a change.
 */
public final class RuleCodec {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RuleCodec() {}

  /** The message's key. */
  public static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The name that a message's key holds.
   *
   * @throws IllegalArgumentException where it holds none
   */
  public static String name(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      throw new IllegalArgumentException("a rule without a key");
    }
    return new String(key, StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(RuleVersions rule) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("name", rule.name());
      json.writeNumberField("live", rule.live());
      json.writeNumberField("shadow", rule.shadow());
      json.writeNumberField("changed_unix_nano", rule.changedUnixNano());
      json.writeArrayFieldStart("versions");
      for (Version version : rule.versions()) {
        json.writeStartObject();
        json.writeNumberField("number", version.number());
        json.writeStringField("text", version.text());
        json.writeNumberField("applied_unix_nano", version.appliedUnixNano());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The rule of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static RuleVersions decode(byte[] message) {
    try {
      JsonNode json = MAPPER.readTree(message);
      if (json == null || json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION + " of a rule");
      }
      List<Version> versions = new ArrayList<>();
      for (JsonNode version : json.required("versions")) {
        versions.add(
            new Version(
                version.required("number").asLong(),
                version.required("text").asText(),
                version.required("applied_unix_nano").asLong()));
      }
      return new RuleVersions(
          json.required("name").asText(),
          json.required("live").asLong(),
          json.required("shadow").asLong(),
          json.required("changed_unix_nano").asLong(),
          versions);
    } catch (IOException e) {
      throw new IllegalArgumentException("a rule that is not JSON", e);
    }
  }
}
