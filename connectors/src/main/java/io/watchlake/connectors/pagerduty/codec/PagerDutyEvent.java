package io.watchlake.connectors.pagerduty.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of PagerDuty's Events API v2. What is longer than PagerDuty takes is cut: the summary at
 * 1,024 characters; the details are left out, and it says so, where the whole is over 512,000
 * bytes.
 *
 * @param trigger whether something fires; otherwise it is resolved
 * @param dedupKey names the incident; see {@link #dedupKey}
 * @param summary the incident's title
 * @param source what is affected
 * @param severity {@code critical}, {@code error}, {@code warning} or {@code info}
 * @param timestamp in RFC 3339
 * @param component what part of the source; empty for unknown
 * @param group what it belongs to; empty for unknown
 * @param kind PagerDuty's {@code class}; empty for unknown
 * @param details by names
 * @param clientUrl where people can look; empty for unknown
 */
public record PagerDutyEvent(
    boolean trigger,
    String dedupKey,
    String summary,
    String source,
    String severity,
    String timestamp,
    String component,
    String group,
    String kind,
    Map<String, String> details,
    String clientUrl) {

  /** Characters of a summary. */
  static final int MAX_SUMMARY = 1024;

  /** Bytes of an event. */
  static final int MAX_BYTES = 512_000;

  private static final Map<String, String> LEFT_OUT =
      Map.of("error", "The details were left out: the event was over PagerDuty's 512 KB.");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public PagerDutyEvent {
    details = Map.copyOf(details);
  }

  /** The key of a group's incident: Alertmanager's, so that both speak of the same incident. */
  public static String dedupKey(String groupKey) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(groupKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The body of the request.
   *
   * @param routingKey the integration's key, a secret
   */
  public byte[] encode(String routingKey) {
    byte[] whole = encode(routingKey, details);
    return whole.length <= MAX_BYTES ? whole : encode(routingKey, LEFT_OUT);
  }

  private byte[] encode(String routingKey, Map<String, String> told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("routing_key", routingKey);
      json.writeStringField("event_action", trigger ? "trigger" : "resolve");
      json.writeStringField("dedup_key", dedupKey);
      json.writeStringField("client", "Watchlake");
      filled(json, "client_url", clientUrl);
      json.writeObjectFieldStart("payload");
      json.writeStringField("summary", cut(summary));
      json.writeStringField("source", source);
      json.writeStringField("severity", severity);
      json.writeStringField("timestamp", timestamp);
      filled(json, "component", component);
      filled(json, "group", group);
      filled(json, "class", kind);
      json.writeObjectFieldStart("custom_details");
      for (Map.Entry<String, String> detail : new TreeMap<>(told).entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private static void filled(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static String cut(String text) {
    int points = text.codePointCount(0, text.length());
    return points <= MAX_SUMMARY
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_SUMMARY - 1)) + "…";
  }
}
