package io.watchlake.connectors.search.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log record as a document of the search index, with the names of the Elastic Common Schema where
 * it has them: {@code @timestamp} (UTC, nanoseconds), {@code message}, {@code log.level} (lower
 * case), {@code log.logger}, {@code service.name}, {@code trace.id}, {@code span.id}, {@code
 * event.name}; besides {@code timeline}, {@code severity.number}, {@code severity.text}, {@code
 * origin}, and {@code attributes} and {@code resource} as searchable {@code key=value} texts of the
 * scalar values. Everything the record holds beyond that is under {@code content}, stored and not
 * indexed.
 *
 * @param id the record's identity: sending it again replaces the same document
 * @param json the document
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record LogDocument(String id, byte[] json) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

  /** Names of severity numbers, four numbers each, from 1. */
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  private static final int NUMBERS_PER_LEVEL = 4;

  /** The document of a log record. */
  public static LogDocument of(LogRecord log) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", timestamp(log.eventUnixNano()));
      json.writeStringField("timeline", log.timeline());
      if (log.body() != null) {
        json.writeStringField("message", log.body());
      }
      level(json, log);
      json.writeObjectFieldStart("service");
      json.writeStringField("name", log.resource().service());
      json.writeEndObject();
      id(json, "trace", log.traceId());
      id(json, "span", log.spanId());
      if (!log.eventName().isEmpty()) {
        json.writeObjectFieldStart("event");
        json.writeStringField("name", log.eventName());
        json.writeEndObject();
      }
      labels(json, "attributes", log.attributes());
      labels(json, "resource", log.resource().attributes());
      origin(json, log);
      content(json, log);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written into memory", e);
    }
    return new LogDocument(log.origin().id(), bytes.toByteArray());
  }

  private static String timestamp(long unixNano) {
    return TIMESTAMP.format(
        Instant.ofEpochSecond(
            Math.floorDiv(unixNano, NANOS_PER_SECOND), Math.floorMod(unixNano, NANOS_PER_SECOND)));
  }

  private static void level(JsonGenerator json, LogRecord log) throws IOException {
    String level = levelOf(log);
    if (level != null || !log.scope().name().isEmpty()) {
      json.writeObjectFieldStart("log");
      if (level != null) {
        json.writeStringField("level", level);
      }
      if (!log.scope().name().isEmpty()) {
        json.writeStringField("logger", log.scope().name());
      }
      json.writeEndObject();
    }
    if (log.severityNumber() != 0 || !log.severityText().isEmpty()) {
      json.writeObjectFieldStart("severity");
      json.writeNumberField("number", log.severityNumber());
      if (!log.severityText().isEmpty()) {
        json.writeStringField("text", log.severityText());
      }
      json.writeEndObject();
    }
  }

  private static @Nullable String levelOf(LogRecord log) {
    if (!log.severityText().isEmpty()) {
      return log.severityText().toLowerCase(Locale.ROOT);
    }
    int number = log.severityNumber();
    return number == 0 ? null : LEVELS.get((number - 1) / NUMBERS_PER_LEVEL);
  }

  private static void id(JsonGenerator json, String name, byte @Nullable [] id) throws IOException {
    if (id != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("id", HexFormat.of().formatHex(id));
      json.writeEndObject();
    }
  }

  private static void labels(JsonGenerator json, String name, Attributes attributes)
      throws IOException {
    Map<String, Object> scalars = scalars(attributes);
    if (scalars.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(name);
    for (Map.Entry<String, Object> scalar : scalars.entrySet()) {
      json.writeString(scalar.getKey() + '=' + scalar.getValue());
    }
    json.writeEndArray();
  }

  private static void origin(JsonGenerator json, LogRecord log) throws IOException {
    json.writeObjectFieldStart("origin");
    json.writeStringField("topic", log.origin().topic());
    json.writeNumberField("partition", log.origin().partition());
    json.writeNumberField("offset", log.origin().offset());
    json.writeNumberField("index", log.origin().index());
    json.writeEndObject();
  }

  private static void content(JsonGenerator json, LogRecord log) throws IOException {
    json.writeObjectFieldStart("content");
    json.writeStringField("time_unix_nano", Long.toUnsignedString(log.timeUnixNano()));
    json.writeStringField("observed_time_unix_nano", Long.toUnsignedString(log.observedUnixNano()));
    json.writeBooleanField("body_is_json", log.bodyIsJson());
    json.writeNumberField("flags", Integer.toUnsignedLong(log.flags()));
    json.writeNumberField("dropped_attributes", Integer.toUnsignedLong(log.droppedAttributes()));
    json.writeFieldName("attributes");
    attributes(json, log.attributes());
    json.writeFieldName("resource");
    attributes(json, log.resource().attributes());
    Scope scope = log.scope();
    json.writeObjectFieldStart("scope");
    json.writeStringField("name", scope.name());
    json.writeStringField("version", scope.version());
    if (scope.attributesJson() != null) {
      json.writeFieldName("attributes");
      copy(json, scope.attributesJson());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void attributes(JsonGenerator json, Attributes attributes) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> scalar : scalars(attributes).entrySet()) {
      json.writeFieldName(scalar.getKey());
      Object value = scalar.getValue();
      if (value instanceof Double number && !Double.isFinite(number)) {
        json.writeString(number.toString());
      } else {
        json.writePOJO(value);
      }
    }
    if (attributes.json() != null) {
      try (JsonParser others = FACTORY.createParser(attributes.json())) {
        others.nextToken();
        while (others.nextToken() != JsonToken.END_OBJECT) {
          json.copyCurrentStructure(others);
        }
      }
    }
    json.writeEndObject();
  }

  /** Scalar attributes by key. */
  private static Map<String, Object> scalars(Attributes attributes) {
    Map<String, Object> scalars = new TreeMap<>(attributes.strings());
    scalars.putAll(attributes.longs());
    scalars.putAll(attributes.doubles());
    scalars.putAll(attributes.booleans());
    return scalars;
  }

  private static void copy(JsonGenerator json, String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      json.copyCurrentStructure(parser);
    }
  }
}
