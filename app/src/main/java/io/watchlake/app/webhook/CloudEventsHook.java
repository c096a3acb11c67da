package io.watchlake.app.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.cloudevents.codec.CloudEventWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * CloudEvents 1.0 over HTTP: structured, binary (attributes in {@code ce-} headers) and batch; a
 * bare CDEvent too, whose context holds the attributes. A bearer token, or an HMAC in {@code
 * X-Hub-Signature-256}.
 */
final class CloudEventsHook implements Hook {

  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String ATTRIBUTE = "ce-";

  /** What data stand under in JSON; no attribute is called so. */
  private static final String DATA = "ce-data";

  @Override
  public Credential check(HttpHeaders headers, byte[] body, byte[] secret) {
    return Webhook.signedOrBearer(headers, body, secret);
  }

  @Override
  public List<byte[]> messages(HttpHeaders headers, byte[] body) {
    String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    if (type.startsWith(BATCH)) {
      return batch(body);
    }
    Map<String, String> attributes = type.startsWith(STRUCTURED) ? Map.of() : attributes(headers);
    return List.of(attributes.isEmpty() ? body : CloudEventWriter.write(attributes, body));
  }

  /** Each event of a list; what is no list is one message, and becomes one dead letter. */
  private static List<byte[]> batch(byte[] body) {
    JsonNode list = Body.json(body);
    if (!list.isArray()) {
      return List.of(body);
    }
    List<byte[]> messages = new ArrayList<>(list.size());
    for (JsonNode event : list) {
      messages.add(Json.write(event).getBytes(StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static Map<String, String> attributes(HttpHeaders headers) {
    Map<String, String> attributes = new TreeMap<>();
    for (Object header : headers.names()) {
      String name = header.toString();
      if (name.startsWith(ATTRIBUTE) && !name.startsWith(DATA)) {
        attributes.put(name.substring(ATTRIBUTE.length()), percentDecoded(headers.get(name, "")));
      }
    }
    if (!attributes.isEmpty()) {
      attributes.put("datacontenttype", headers.get(HttpHeaderNames.CONTENT_TYPE, ""));
    }
    return attributes;
  }

  /** As the binding to HTTP has it: UTF-8 by percent signs; what is not one stays as it is. */
  private static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
      if (low < 0) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      } else {
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
