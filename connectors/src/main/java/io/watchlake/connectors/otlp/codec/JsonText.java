package io.watchlake.connectors.otlp.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that the model keeps for what has no column of its own. Bytes are {@code {"$bytes":
 * "<base64>"}}, NaN and infinities are strings, an empty value is null; of a key given twice the
 * last wins.
 */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  static String value(AnyValue value) {
    return text(json -> write(json, value));
  }

  static String object(List<KeyValue> entries) {
    return object(lastWins(entries));
  }

  static String object(Map<String, AnyValue> entries) {
    return text(json -> write(json, entries));
  }

  static @Nullable String events(List<Span.Event> events) {
    return events.isEmpty()
        ? null
        : text(
            json -> {
              json.writeStartArray();
              for (Span.Event event : events) {
                json.writeStartObject();
                unsigned(json, "time_unix_nano", event.getTimeUnixNano());
                json.writeStringField("name", event.getName());
                attributes(json, event.getAttributesList(), event.getDroppedAttributesCount());
                json.writeEndObject();
              }
              json.writeEndArray();
            });
  }

  static @Nullable String links(List<Span.Link> links) {
    return links.isEmpty()
        ? null
        : text(
            json -> {
              json.writeStartArray();
              for (Span.Link link : links) {
                json.writeStartObject();
                json.writeStringField("trace_id", Ids.hex(link.getTraceId()));
                json.writeStringField("span_id", Ids.hex(link.getSpanId()));
                json.writeStringField("trace_state", link.getTraceState());
                json.writeNumberField("flags", Integer.toUnsignedLong(link.getFlags()));
                attributes(json, link.getAttributesList(), link.getDroppedAttributesCount());
                json.writeEndObject();
              }
              json.writeEndArray();
            });
  }

  /**
   * Exemplars as an array of {@code {time_unix_nano, value, trace_id, span_id, attributes}}; ids
   * are left out where there are none, the value where none was recorded.
   */
  static @Nullable String exemplars(List<Exemplar> exemplars) {
    return exemplars.isEmpty()
        ? null
        : text(
            json -> {
              json.writeStartArray();
              for (Exemplar exemplar : exemplars) {
                json.writeStartObject();
                unsigned(json, "time_unix_nano", exemplar.getTimeUnixNano());
                switch (exemplar.getValueCase()) {
                  case AS_INT -> json.writeNumberField("value", exemplar.getAsInt());
                  case AS_DOUBLE -> {
                    json.writeFieldName("value");
                    number(json, exemplar.getAsDouble());
                  }
                  case VALUE_NOT_SET -> {}
                }
                if (!Ids.isAbsent(exemplar.getTraceId())) {
                  json.writeStringField("trace_id", Ids.hex(exemplar.getTraceId()));
                }
                if (!Ids.isAbsent(exemplar.getSpanId())) {
                  json.writeStringField("span_id", Ids.hex(exemplar.getSpanId()));
                }
                json.writeFieldName("attributes");
                write(json, lastWins(exemplar.getFilteredAttributesList()));
                json.writeEndObject();
              }
              json.writeEndArray();
            });
  }

  static Map<String, AnyValue> lastWins(List<KeyValue> entries) {
    Map<String, AnyValue> result = new LinkedHashMap<>(entries.size() * 2);
    for (KeyValue entry : entries) {
      result.put(entry.getKey(), entry.getValue());
    }
    return result;
  }

  private static void attributes(JsonGenerator json, List<KeyValue> entries, int dropped)
      throws IOException {
    json.writeFieldName("attributes");
    write(json, lastWins(entries));
    json.writeNumberField("dropped_attributes", Integer.toUnsignedLong(dropped));
  }

  private static void write(JsonGenerator json, Map<String, AnyValue> entries) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AnyValue> entry : entries.entrySet()) {
      json.writeFieldName(entry.getKey());
      write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  // Recursion is bounded: protobuf refuses to parse more than 100 levels.
  private static void write(JsonGenerator json, AnyValue value) throws IOException {
    switch (value.getValueCase()) {
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case INT_VALUE -> json.writeNumber(value.getIntValue());
      case DOUBLE_VALUE -> number(json, value.getDoubleValue());
      case ARRAY_VALUE -> {
        json.writeStartArray();
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case KVLIST_VALUE -> write(json, lastWins(value.getKvlistValue().getValuesList()));
      case BYTES_VALUE -> {
        json.writeStartObject();
        json.writeBinaryField("$bytes", value.getBytesValue().toByteArray());
        json.writeEndObject();
      }
      case VALUE_NOT_SET -> json.writeNull();
    }
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  private static void unsigned(JsonGenerator json, String name, long value) throws IOException {
    json.writeFieldName(name);
    if (value >= 0) {
      json.writeNumber(value);
    } else {
      json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }
  }

  private static String text(Content content) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written into memory", e);
    }
    return out.toString();
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }
}
