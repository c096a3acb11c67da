package io.watchlake.connectors.influxdb.codec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of InfluxDB's line protocol, {@code measurement,tag=value field=value time}: tags sorted
 * by name, times in nanoseconds. Line breaks within names and tags, which the protocol cannot
 * carry, are written as spaces; tags without a value and numbers that are none are left out. A
 * point of the same measurement, tags and time takes the place of the one before.
 */
public final class LineWriter {

  private static final String IN_NAMES = ", ";
  private static final String IN_TAGS = ",= ";

  private final String measurement;
  private final Map<String, String> tags = new TreeMap<>();
  private final StringBuilder fields = new StringBuilder();

  /**
   * A line of a measurement, without anything yet.
   *
   * @param measurement its name
   */
  public LineWriter(String measurement) {
    this.measurement = measurement;
  }

  /** Adds a tag; a later one of the same name takes its place. */
  public LineWriter tag(String name, String value) {
    if (!value.isEmpty() && !name.isEmpty()) {
      tags.put(name, value);
    }
    return this;
  }

  /** Adds a number, unless it is none or infinite. */
  public LineWriter field(String name, double value) {
    if (Double.isFinite(value)) {
      name(name).append(value);
    }
    return this;
  }

  /** Adds a whole number. */
  public LineWriter field(String name, long value) {
    name(name).append(value).append('i');
    return this;
  }

  /** Adds a text. */
  public LineWriter field(String name, String value) {
    StringBuilder into = name(name).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        into.append('\\');
      }
      into.append(c);
    }
    into.append('"');
    return this;
  }

  private StringBuilder name(String name) {
    if (fields.length() > 0) {
      fields.append(',');
    }
    escape(name, IN_TAGS, fields);
    return fields.append('=');
  }

  /**
   * The line with its end, in UTF-8.
   *
   * @throws IllegalStateException if it has no field
   */
  public byte[] write(long unixNano) {
    if (fields.length() == 0) {
      throw new IllegalStateException("a line without a field is none");
    }
    StringBuilder line = new StringBuilder();
    escape(measurement, IN_NAMES, line);
    tags.forEach(
        (name, value) -> {
          escape(name, IN_TAGS, line.append(','));
          escape(value, IN_TAGS, line.append('='));
        });
    line.append(' ').append(fields).append(' ').append(unixNano).append('\n');
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void escape(String text, String special, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        into.append("\\ ");
      } else if (special.indexOf(c) >= 0) {
        into.append('\\').append(c);
      } else {
        into.append(c);
      }
    }
    // A backslash at the end would take what comes after it for a part of the text.
    if (text.endsWith("\\")) {
      into.append("\\ ");
    }
  }
}
