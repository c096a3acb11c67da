package io.watchlake.connectors.audit.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.connectors.cloudevents.codec.CloudEvent;
import io.watchlake.connectors.cloudevents.codec.CloudEventReader;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.model.RawMessage;
import io.watchlake.model.audit.AuditEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads messages of {@code audit_events}, a CloudEvent each. Its data's {@code action} is what was
 * done, else the event's type; its data's {@code service} what it was done to. Attributes are the
 * scalars of the data, those within an object as {@code object.member}, and {@code source}, {@code
 * type} and {@code subject} of the event where the data have none of that name; lists are none.
 */
public final class AuditDecoder {

  private static final int MOST_LEVELS = 8;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private AuditDecoder() {}

  /**
   * The event of a message; one that tells no time is of the time when it arrived.
   *
   * @throws InvalidEventException where it is none, with the path of what is wrong
   */
  public static AuditEvent decode(RawMessage message) throws InvalidEventException {
    byte[] value = message.value();
    CloudEvent event = CloudEventReader.read(value == null ? new byte[0] : value);
    JsonField data = event.data();
    String action = data.get("action").textOrEmpty();
    Map<String, String> attributes = new TreeMap<>();
    add(data.node(), "", 0, attributes);
    attributes.putIfAbsent("source", event.source());
    attributes.putIfAbsent("type", event.type());
    if (!event.subject().isEmpty()) {
      attributes.putIfAbsent("subject", event.subject());
    }
    return new AuditEvent(
        message.origin().at(0),
        message.timeline().name(),
        event.source(),
        event.id(),
        event.timeUnixNano() != 0
            ? event.timeUnixNano()
            : message.arrivalMillis() * NANOS_PER_MILLI,
        action.isEmpty() ? event.type() : action,
        data.get("service").textOrEmpty(),
        attributes);
  }

  private static void add(JsonNode of, String name, int level, Map<String, String> attributes) {
    if (of.isObject() && level < MOST_LEVELS) {
      for (Map.Entry<String, JsonNode> member : of.properties()) {
        add(
            member.getValue(),
            name.isEmpty() ? member.getKey() : name + '.' + member.getKey(),
            level + 1,
            attributes);
      }
    } else if (of.isValueNode() && !of.isNull() && !of.isMissingNode() && !name.isEmpty()) {
      attributes.put(name, of.asText());
    }
  }
}
