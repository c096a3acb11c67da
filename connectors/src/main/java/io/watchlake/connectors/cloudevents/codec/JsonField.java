package io.watchlake.connectors.cloudevents.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document that knows its path. What is missing and what is {@code null} are the
 * same; what is there must be of the kind that is asked for.
 */
public final class JsonField {

  private static final long NANOS = 1_000_000_000L;
  private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
  private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

  private final @Nullable JsonField parent;
  private final String name;
  private final JsonNode node;

  private JsonField(@Nullable JsonField parent, String name, JsonNode node) {
    this.parent = parent;
    this.name = name;
    this.node = node;
  }

  /** The whole document. */
  public static JsonField root(JsonNode document) {
    return new JsonField(null, "$", document);
  }

  /** A document that is not at the root, such as one within another. */
  public static JsonField at(String path, JsonNode document) {
    return new JsonField(null, path, document);
  }

  /** A member of this object; one that is missing is asked the same way. */
  public JsonField get(String member) {
    JsonNode child = node.get(member);
    return new JsonField(this, member, child == null ? MissingNode.getInstance() : child);
  }

  /** The JSON path. */
  public String path() {
    if (parent == null) {
      return name;
    }
    return name.startsWith("[") ? parent.path() + name : parent.path() + '.' + name;
  }

  /** Whether there is a value other than null. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public JsonNode node() {
    return node;
  }

  /** A text that is not empty; null where there is none. Numbers count as their text. */
  public @Nullable String text() throws InvalidEventException {
    if (!isPresent()) {
      return null;
    }
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw wrong("is not a text");
    }
    String text = node.asText();
    return text.isEmpty() ? null : text;
  }

  /** A text, empty where there is none. */
  public String textOrEmpty() throws InvalidEventException {
    String text = text();
    return text == null ? "" : text;
  }

  /** A text that must be there and must not be empty. */
  public String requiredText() throws InvalidEventException {
    String text = text();
    if (text == null) {
      throw wrong(isPresent() ? "is empty" : "is missing");
    }
    return text;
  }

  /** True or false; false where there is none. */
  public boolean flag() throws InvalidEventException {
    if (!isPresent()) {
      return false;
    }
    if (!node.isBoolean()) {
      throw wrong("is neither true nor false");
    }
    return node.asBoolean();
  }

  /** This, which must be an object. */
  public JsonField requiredObject() throws InvalidEventException {
    if (!isPresent()) {
      throw wrong("is missing");
    }
    if (!isObject()) {
      throw wrong("is not an object");
    }
    return this;
  }

  /** The elements of this list; none where there is no list. */
  public List<JsonField> list() throws InvalidEventException {
    if (!isPresent()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong("is not a list");
    }
    List<JsonField> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonField(this, "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /** The texts of this list; none where there is no list. */
  public List<String> texts() throws InvalidEventException {
    if (!isPresent()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong("is not a list");
    }
    List<String> texts = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      JsonNode element = node.get(i);
      if (!element.isTextual() || element.asText().isEmpty()) {
        throw new InvalidEventException(path() + '[' + i + ']', "is not a text");
      }
      texts.add(element.asText());
    }
    return texts;
  }

  /**
   * A time, RFC 3339, in nanoseconds since the epoch; 0 where there is none.
   *
   * @throws InvalidEventException where it is not one of the years 1990 to 2099
   */
  public long time() throws InvalidEventException {
    String text = text();
    if (text == null) {
      return 0;
    }
    OffsetDateTime time;
    try {
      time = OffsetDateTime.parse(withT(text));
    } catch (DateTimeException e) {
      throw wrong("is not a time such as 2026-01-31T12:00:00Z");
    }
    long seconds = time.toEpochSecond();
    if (seconds < EARLIEST || seconds >= LATEST) {
      throw wrong("is a time outside the years 1990 to 2099");
    }
    return seconds * NANOS + time.getNano();
  }

  /** A time that must be there. */
  public long requiredTime() throws InvalidEventException {
    requiredText();
    return time();
  }

  /** What is wrong here. */
  public InvalidEventException wrong(String problem) {
    return new InvalidEventException(path(), problem);
  }

  /** Forges write {@code 2026-01-31 12:00:00 UTC} and {@code ... +0200} too. */
  private static String withT(String text) {
    String result = text;
    if (result.length() > 10 && result.charAt(10) == ' ') {
      result = result.substring(0, 10) + 'T' + result.substring(11).replace(" ", "");
    }
    if (result.endsWith("UTC")) {
      result = result.substring(0, result.length() - 3) + 'Z';
    }
    int length = result.length();
    if (length > 5 && isSign(result.charAt(length - 5)) && result.indexOf('T') > 0) {
      result = result.substring(0, length - 2) + ':' + result.substring(length - 2);
    }
    return result;
  }

  private static boolean isSign(char sign) {
    return sign == '+' || sign == '-';
  }
}
