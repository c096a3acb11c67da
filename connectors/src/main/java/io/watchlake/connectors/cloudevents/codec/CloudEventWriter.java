package io.watchlake.connectors.cloudevents.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudEvents 1.0 in the JSON format, as {@link CloudEventReader} reads them. Data that are
 * a JSON object stand in {@code data} as they were given, byte for byte; anything else, broken JSON
 * too, in {@code data_base64}, so that it is kept and whoever reads it says what is wrong. Safe for
 * threads.
 */
public final class CloudEventWriter {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int ENVELOPE_BYTES = 512;

  private CloudEventWriter() {}

  /** An event of JSON data: the same message whenever it is written. */
  public static byte[] write(String source, String id, String type, byte[] data) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("specversion", "1.0");
    attributes.put("id", id);
    attributes.put("source", source);
    attributes.put("type", type);
    attributes.put("datacontenttype", "application/json");
    return write(attributes, data);
  }

  /**
   * An event of attributes as they were told; none is added and none is checked.
   *
   * @param attributes by name, in the order to write them
   */
  public static byte[] write(Map<String, String> attributes, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + ENVELOPE_BYTES);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      String object = objectIn(data);
      if (object == null) {
        json.writeBinaryField("data_base64", data);
      } else {
        json.writeFieldName("data");
        json.writeRawValue(object);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /** The text of exactly one JSON object in UTF-8; null where the data are anything else. */
  private static @Nullable String objectIn(byte[] data) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      parser.skipChildren();
      return parser.nextToken() == null ? text : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
