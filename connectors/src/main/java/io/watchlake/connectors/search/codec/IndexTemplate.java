package io.watchlake.connectors.search.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The composable index template of the log indices, for OpenSearch 1 and Elasticsearch 7.8 and
 * newer.
 *
 * <p>No document can be refused for its contents: nothing is mapped by what a sender happens to
 * write, values that may be long are cut from the index rather than refused, and the full
 * attributes are kept without being indexed.
 */
public final class IndexTemplate {

  /** The template's name in the cluster. */
  public static final String NAME = "watchlake-logs";

  /** Above the templates that search engines bring along for {@code logs-*}. */
  private static final int PRIORITY = 500;

  /** Lucene refuses terms of more than 32,766 bytes: 4 times as many bytes stay well below. */
  private static final int IGNORE_ABOVE = 1024;

  private static final List<String> KEYWORDS =
      List.of(
          "timeline",
          "log.level",
          "log.logger",
          "severity.text",
          "service.name",
          "trace.id",
          "span.id",
          "event.name",
          "attributes",
          "resource",
          "origin.topic");

  private IndexTemplate() {}

  /**
   * The template as JSON.
   *
   * @param replicas copies of each shard beside the first: 0 on a single node
   */
  public static String json(IndexPattern pattern, int replicas) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("index_patterns");
      json.writeString(pattern.wildcard());
      json.writeEndArray();
      json.writeNumberField("priority", PRIORITY);
      json.writeObjectFieldStart("template");
      json.writeObjectFieldStart("settings");
      json.writeNumberField("index.number_of_shards", 1);
      json.writeNumberField("index.number_of_replicas", replicas);
      json.writeEndObject();
      json.writeObjectFieldStart("mappings");
      json.writeBooleanField("dynamic", false);
      json.writeObjectFieldStart("properties");
      properties(json);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written into memory", e);
    }
    return out.toString();
  }

  private static void properties(JsonGenerator json) throws IOException {
    property(json, "@timestamp", "date_nanos");
    property(json, "message", "text");
    property(json, "severity.number", "byte");
    property(json, "origin.partition", "integer");
    property(json, "origin.offset", "long");
    property(json, "origin.index", "integer");
    for (String name : KEYWORDS) {
      json.writeObjectFieldStart(name);
      json.writeStringField("type", "keyword");
      json.writeNumberField("ignore_above", IGNORE_ABOVE);
      json.writeEndObject();
    }
    json.writeObjectFieldStart("content");
    json.writeStringField("type", "object");
    json.writeBooleanField("enabled", false);
    json.writeEndObject();
  }

  private static void property(JsonGenerator json, String name, String type) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", type);
    json.writeEndObject();
  }
}
