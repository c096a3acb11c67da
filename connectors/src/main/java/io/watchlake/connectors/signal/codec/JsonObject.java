package io.watchlake.connectors.signal.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message that is one JSON object. What is not as expected is an illegal argument. */
final class JsonObject {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private final JsonNode node;
  private final String what;

  private JsonObject(JsonNode node, String what) {
    this.node = node;
    this.what = what;
  }

  static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  static JsonObject read(byte @Nullable [] message, String what, int version) {
    if (message == null) {
      throw new IllegalArgumentException("a " + what + " without a value");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(message);
    } catch (IOException e) {
      throw new IllegalArgumentException("a " + what + " that is not JSON", e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("a " + what + " that is not a JSON object");
    }
    JsonObject object = new JsonObject(node, what);
    long found = object.integer("v");
    if (found != version) {
      throw new IllegalArgumentException("unknown version " + found + " of a " + what);
    }
    return object;
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isTextual()) {
      throw wrong(name, "a text");
    }
    return value.textValue();
  }

  long integer(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return value.longValue();
  }

  /** NaN where the field is missing. */
  double number(String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      return Double.NaN;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if ("+Inf".equals(value.textValue())) {
      return Double.POSITIVE_INFINITY;
    }
    if ("-Inf".equals(value.textValue())) {
      return Double.NEGATIVE_INFINITY;
    }
    throw wrong(name, "a number");
  }

  Map<String, String> texts(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isObject()) {
      throw wrong(name, "an object of texts");
    }
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!field.getValue().isTextual()) {
        throw wrong(name, "an object of texts");
      }
      texts.put(field.getKey(), field.getValue().textValue());
    }
    return texts;
  }

  List<String> textList(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isArray()) {
      throw wrong(name, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value) {
      if (!text.isTextual()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  private IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "field '" + name + "' of a " + what + " is not " + expected);
  }
}
