package io.watchlake.connectors.alertmanager.codec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON, byte for byte as Go's encoder writes it: nothing between the tokens, and in texts every
 * character escaped that means something in HTML.
 */
final class GoJson {

  private static final int LINE_SEPARATOR = 0x2028;
  private static final int PARAGRAPH_SEPARATOR = 0x2029;
  private static final int REPLACEMENT = 0xfffd;

  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  /** Opens an object or a list. */
  GoJson open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  /** Closes it. */
  GoJson close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  /** The name of what comes next. */
  GoJson name(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  GoJson text(String value) {
    separate();
    quote(value);
    return this;
  }

  GoJson number(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** Texts by their names, in the order of the names' bytes. */
  GoJson texts(Map<String, String> values) {
    open('{');
    new TreeMap<>(values).forEach((name, value) -> name(name).text(value));
    return close('}');
  }

  /** What was written, and the line's end that Go puts behind a value. */
  byte[] line() {
    return (out.toString() + '\n').getBytes(StandardCharsets.UTF_8);
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    text.codePoints().forEach(this::escape);
    out.append('"');
  }

  private void escape(int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&', LINE_SEPARATOR, PARAGRAPH_SEPARATOR -> unicode(point);
      default -> {
        if (point < ' ') {
          unicode(point);
        } else if (Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE) {
          out.appendCodePoint(REPLACEMENT);
        } else {
          out.appendCodePoint(point);
        }
      }
    }
  }

  private void unicode(int point) {
    out.append(String.format("\\u%04x", point));
  }
}
