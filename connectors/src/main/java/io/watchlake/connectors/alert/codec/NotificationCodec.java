package io.watchlake.connectors.alert.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notifications as messages of the topic {@code notifications}: the key is the group's key, so that
 * what is told about one group is in order; the value is a JSON object with the field {@code v}
 * (1); the fields of Alertmanager's webhook: {@code receiver}, {@code status}, {@code alerts}
 * (objects with {@code status}, {@code labels}, {@code annotations}, {@code startsAt}, {@code
 * endsAt}, {@code generatorURL} and {@code fingerprint}), {@code groupLabels}, {@code
 * commonLabels}, {@code commonAnnotations}, {@code externalURL}, {@code groupKey} and {@code
 * truncatedAlerts}; and ours: {@code id}, {@code timeline}, {@code reason}, {@code send_resolved},
 * {@code time}, {@code time_unix_nano} and, where somebody is, {@code on_call}; of a digest {@code
 * digest}. Times are in RFC 3339, {@code endsAt} is {@code 0001-01-01T00:00:00Z} while the alert
 * fires. {@code id}, {@code status}, {@code fingerprint} and what is common follow from the rest
 * and are not read. Readers pass over fields they do not know.
 */
public final class NotificationCodec {

  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private NotificationCodec() {}

  /** The message's key. */
  public static byte[] key(Notification notification) {
    return notification.groupKey().getBytes(StandardCharsets.UTF_8);
  }

  /** The message's value. */
  public static byte[] encode(Notification notification) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("id", notification.id());
      json.writeStringField("timeline", notification.timeline());
      json.writeStringField("reason", notification.reason().code());
      json.writeBooleanField("send_resolved", notification.sendResolved());
      json.writeStringField("time", Rfc3339.text(notification.timeUnixNano()));
      json.writeNumberField("time_unix_nano", notification.timeUnixNano());
      json.writeStringField("receiver", notification.receiver());
      json.writeStringField("status", notification.status().code());
      json.writeArrayFieldStart("alerts");
      for (NotifiedAlert alert : notification.alerts()) {
        write(alert, json);
      }
      json.writeEndArray();
      json.writeObjectField("groupLabels", notification.groupLabels());
      json.writeObjectField("commonLabels", notification.commonLabels());
      json.writeObjectField("commonAnnotations", notification.commonAnnotations());
      json.writeStringField("externalURL", notification.externalUrl());
      json.writeStringField("groupKey", notification.groupKey());
      json.writeNumberField("truncatedAlerts", notification.truncatedAlerts());
      if (!notification.onCall().isEmpty()) {
        json.writeObjectField("on_call", notification.onCall());
      }
      Digest digest = notification.digest();
      if (digest != null) {
        json.writeFieldName("digest");
        write(digest, json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Digest digest, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("notifications", digest.notifications());
    json.writeNumberField("firing", digest.firing());
    json.writeNumberField("resolved", digest.resolved());
    write("severities", digest.severities(), json);
    write("rules", digest.rules(), json);
    write("services", digest.services(), json);
    json.writeEndObject();
  }

  private static void write(String field, List<Digest.Count> counts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Digest.Count count : counts) {
      json.writeStartObject();
      json.writeStringField("name", count.name());
      json.writeNumberField("count", count.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Digest digest(JsonNode json) {
    return new Digest(
        json.required("notifications").asLong(),
        json.required("firing").asLong(),
        json.required("resolved").asLong(),
        counts(json.required("severities")),
        counts(json.required("rules")),
        counts(json.required("services")));
  }

  private static List<Digest.Count> counts(JsonNode json) {
    List<Digest.Count> counts = new ArrayList<>();
    json.forEach(
        one ->
            counts.add(
                new Digest.Count(one.required("name").asText(), one.required("count").asLong())));
    return counts;
  }

  private static void write(NotifiedAlert alert, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", alert.status().code());
    json.writeObjectField("labels", alert.labels());
    json.writeObjectField("annotations", alert.annotations());
    json.writeStringField("startsAt", Rfc3339.text(alert.startsAtUnixNano()));
    json.writeStringField("endsAt", Rfc3339.textOrNone(alert.endsAtUnixNano()));
    json.writeStringField("generatorURL", alert.generatorUrl());
    json.writeStringField("fingerprint", alert.fingerprint());
    json.writeEndObject();
  }

  /**
   * The notification of a message.
   *
   * @throws IllegalArgumentException where it is none; the message says what is wrong
   */
  public static Notification decode(byte @Nullable [] message) {
    try {
      JsonNode json = MAPPER.readTree(message == null ? new byte[0] : message);
      if (json == null || json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException("not version " + VERSION + " of a notification");
      }
      List<NotifiedAlert> alerts = new ArrayList<>();
      for (JsonNode alert : json.required("alerts")) {
        alerts.add(
            new NotifiedAlert(
                MAPPER.convertValue(alert.required("labels"), TEXTS),
                MAPPER.convertValue(alert.required("annotations"), TEXTS),
                Rfc3339.unixNano(alert.required("startsAt").asText()),
                Rfc3339.unixNano(alert.required("endsAt").asText()),
                alert.required("generatorURL").asText()));
      }
      return new Notification(
          json.required("timeline").asText(),
          json.required("receiver").asText(),
          json.required("send_resolved").asBoolean(),
          NotificationReason.ofCode(json.required("reason").asText()),
          json.required("time_unix_nano").asLong(),
          json.required("groupKey").asText(),
          MAPPER.convertValue(json.required("groupLabels"), TEXTS),
          json.required("externalURL").asText(),
          json.required("truncatedAlerts").asLong(),
          alerts,
          json.has("on_call") ? MAPPER.convertValue(json.get("on_call"), NAMES) : List.of(),
          json.has("digest") ? digest(json.get("digest")) : null);
    } catch (IOException e) {
      throw new IllegalArgumentException("a notification that is not JSON", e);
    }
  }
}
