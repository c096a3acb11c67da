package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as messages of the topic {@code alerts}: the key is the fingerprint, so that what becomes
 * of one alert is in order; the value is a JSON object with the fields {@code v} (1), those of an
 * alert of Alertmanager's API ({@code fingerprint}, {@code labels}, {@code annotations}, {@code
 * startsAt} and {@code endsAt}, in RFC 3339, the latter {@code 0001-01-01T00:00:00Z} while it has
 * not ended, {@code generatorURL}, empty), and {@code id}, {@code timeline}, {@code rule}, {@code
 * version}, {@code shadow}, {@code status}, {@code time_unix_nano}, {@code since_unix_nano}, {@code
 * value} and {@code threshold} (missing where there is none), {@code channels}, {@code evidence}
 * and {@code revision}. Readers pass over fields they do not know.
 */
public final class AlertCodec {

  private static final int VERSION = 1;
  private static final long NANOS = 1_000_000_000;
  private static final String NOT_YET = "0001-01-01T00:00:00Z";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

  private AlertCodec() {}

  /** The message's key. */
  public static byte[] key(Alert alert) {
    return alert.fingerprint().getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Alert alert) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("id", alert.id());
      json.writeStringField("fingerprint", alert.fingerprint());
      json.writeStringField("status", alert.status().code());
      json.writeObjectField("labels", alert.labels());
      json.writeObjectField("annotations", alert.annotations());
      json.writeStringField("startsAt", time(alert.sinceUnixNano()));
      json.writeStringField("endsAt", alert.ended() ? time(alert.timeUnixNano()) : NOT_YET);
      json.writeStringField("generatorURL", "");
      json.writeStringField("timeline", alert.timeline());
      json.writeStringField("rule", alert.rule());
      json.writeNumberField("version", alert.version());
      json.writeBooleanField("shadow", alert.shadow());
      json.writeNumberField("time_unix_nano", alert.timeUnixNano());
      json.writeNumberField("since_unix_nano", alert.sinceUnixNano());
      number(json, "value", alert.value());
      number(json, "threshold", alert.threshold());
      json.writeObjectField("channels", alert.channels());
      json.writeObjectField("evidence", alert.evidence());
      json.writeNumberField("revision", alert.revision());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isInfinite(value)) {
      json.writeStringField(name, value > 0 ? "+Inf" : "-Inf");
    } else if (!Double.isNaN(value)) {
      json.writeNumberField(name, value);
    }
  }

  private static String time(long unixNano) {
    try {
      return Instant.ofEpochSecond(Math.floorDiv(unixNano, NANOS), Math.floorMod(unixNano, NANOS))
          .toString();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(unixNano + " is not a time", e);
    }
  }

  /**
   * The alert of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Alert decode(byte @Nullable [] message) {
    try {
      JsonNode json = MAPPER.readTree(message == null ? new byte[0] : message);
      if (json == null || json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION + " of an alert");
      }
      return new Alert(
          json.required("timeline").asText(),
          json.required("rule").asText(),
          json.required("version").asLong(),
          json.required("shadow").asBoolean(),
          AlertStatus.ofCode(json.required("status").asText()),
          json.required("time_unix_nano").asLong(),
          json.required("since_unix_nano").asLong(),
          number(json, "value"),
          number(json, "threshold"),
          MAPPER.convertValue(json.required("labels"), TEXTS),
          MAPPER.convertValue(json.required("annotations"), TEXTS),
          MAPPER.convertValue(json.required("channels"), LIST),
          MAPPER.convertValue(json.required("evidence"), TEXTS));
    } catch (IOException e) {
      throw new IllegalArgumentException("an alert that is not JSON", e);
    }
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      return Double.NaN;
    }
    return switch (value.asText()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> value.asDouble();
    };
  }
}
