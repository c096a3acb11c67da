package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How fields are named in OTLP/JSON, and which of them are written in hex. */
final class JsonFields {

  private static final Set<String> HEX = Set.of("trace_id", "span_id", "parent_span_id");

  /** As many entries as OTLP has messages. */
  private static final Map<Descriptor, Map<String, FieldDescriptor>> BY_NAME =
      new ConcurrentHashMap<>();

  private JsonFields() {}

  /** The fields of a message by both their names. */
  static Map<String, FieldDescriptor> of(Descriptor message) {
    return BY_NAME.computeIfAbsent(message, JsonFields::byName);
  }

  static boolean isHex(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.BYTES && HEX.contains(field.getName());
  }

  private static Map<String, FieldDescriptor> byName(Descriptor message) {
    Map<String, FieldDescriptor> fields = new HashMap<>();
    for (FieldDescriptor field : message.getFields()) {
      fields.put(field.getName(), field);
      fields.put(field.getJsonName(), field);
    }
    return Map.copyOf(fields);
  }
}
