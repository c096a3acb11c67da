package io.watchlake.connectors.cloudevents.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads CloudEvents in the JSON format (structured mode). A bare CDEvent, which is the body of
 * binary mode, is taken too: its context holds all that the headers would say. Safe for threads.
 */
public final class CloudEventReader {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private CloudEventReader() {}

  /**
   * Reads a message.
   *
   * @throws InvalidEventException where it is none, with the path of what is wrong
   */
  public static CloudEvent read(byte[] message) throws InvalidEventException {
    JsonField root = JsonField.root(parse(message, "$")).requiredObject();
    if (!root.get("specversion").isPresent() && root.get("context").isObject()) {
      return cdEvent(root);
    }
    String version = root.get("specversion").requiredText();
    if (!version.equals("1.0")) {
      throw root.get("specversion").wrong("is not 1.0, the one version of CloudEvents read here");
    }
    String id = root.get("id").requiredText();
    String source = root.get("source").requiredText();
    String type = root.get("type").requiredText();
    String subject = root.get("subject").textOrEmpty();
    return new CloudEvent(source, id, type, subject, root.get("time").time(), data(root));
  }

  private static CloudEvent cdEvent(JsonField root) throws InvalidEventException {
    JsonField context = root.get("context");
    return new CloudEvent(
        context.get("source").requiredText(),
        context.get("id").requiredText(),
        context.get("type").requiredText(),
        "",
        context.get("timestamp").time(),
        root);
  }

  private static JsonField data(JsonField root) throws InvalidEventException {
    JsonField base64 = root.get("data_base64");
    if (base64.isPresent()) {
      return JsonField.at(base64.path(), parse(decode(base64), base64.path()));
    }
    JsonField data = root.get("data");
    if (data.node().isTextual()) {
      byte[] bytes = data.node().asText().getBytes(StandardCharsets.UTF_8);
      return JsonField.at(data.path(), parse(bytes, data.path()));
    }
    return data;
  }

  private static byte[] decode(JsonField base64) throws InvalidEventException {
    try {
      return Base64.getDecoder().decode(base64.requiredText());
    } catch (IllegalArgumentException e) {
      throw base64.wrong("is not base64");
    }
  }

  private static JsonNode parse(byte[] bytes, String path) throws InvalidEventException {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw new InvalidEventException(
          path,
          "is not JSON" + (where == null ? "" : ", from column " + where.getColumnNr() + " on"));
    } catch (IOException e) {
      throw new InvalidEventException(path, "is not JSON");
    }
  }
}
