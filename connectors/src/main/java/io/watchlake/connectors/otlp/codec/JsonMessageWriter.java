package io.watchlake.connectors.otlp.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes messages as OTLP/JSON. */
final class JsonMessageWriter {

  private JsonMessageWriter() {}

  static void write(JsonGenerator json, Message message) throws IOException {
    json.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      json.writeFieldName(field.getJsonName());
      if (field.isRepeated()) {
        json.writeStartArray();
        for (Object element : (List<?>) entry.getValue()) {
          value(json, field, element);
        }
        json.writeEndArray();
      } else {
        value(json, field, entry.getValue());
      }
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, FieldDescriptor field, Object value)
      throws IOException {
    switch (field.getType()) {
      case MESSAGE, GROUP -> write(json, (Message) value);
      case STRING -> json.writeString((String) value);
      case BYTES -> {
        ByteString bytes = (ByteString) value;
        if (JsonFields.isHex(field)) {
          json.writeString(Ids.hex(bytes));
        } else {
          json.writeBinary(bytes.toByteArray());
        }
      }
      case BOOL -> json.writeBoolean((Boolean) value);
      case ENUM -> json.writeNumber(((EnumValueDescriptor) value).getNumber());
      case DOUBLE, FLOAT -> number(json, ((Number) value).doubleValue());
      case INT32, SINT32, SFIXED32 -> json.writeNumber((Integer) value);
      case UINT32, FIXED32 -> json.writeNumber(Integer.toUnsignedLong((Integer) value));
      // Text, since JavaScript's numbers end at 2^53.
      case INT64, SINT64, SFIXED64 -> json.writeString(Long.toString((Long) value));
      case UINT64, FIXED64 -> json.writeString(Long.toUnsignedString((Long) value));
    }
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }
}
