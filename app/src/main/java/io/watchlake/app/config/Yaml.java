package io.watchlake.app.config;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** How YAML nodes are spoken of in messages, and how text is written as YAML. */
final class Yaml {

  private static final int SHOWN = 60;

  private Yaml() {}

  /** What a node is, with its article: {@code a list}. */
  static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      Tag tag = scalar.getTag();
      if (tag.equals(Tag.INT)) {
        return "a whole number";
      }
      if (tag.equals(Tag.FLOAT)) {
        return "a number";
      }
      if (tag.equals(Tag.BOOL)) {
        return "a boolean";
      }
      return tag.equals(Tag.NULL) ? "empty" : "text";
    }
    return node instanceof MappingNode ? "a section" : "a list";
  }

  /** A scalar's text in quotes, shortened. */
  static String quoted(ScalarNode scalar) {
    return quoted(scalar.getValue());
  }

  /** Text in quotes, shortened, control characters made visible. */
  static String quoted(String text) {
    return "'" + shown(text) + "'";
  }

  /** Text, shortened, control characters made visible. */
  static String shown(String text) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    StringBuilder safe = new StringBuilder();
    shown
        .codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                safe.append(String.format("\\u%04x", point));
              } else {
                safe.appendCodePoint(point);
              }
            });
    return safe.toString();
  }

  /** Text as a double-quoted YAML scalar. */
  static String scalar(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
              } else if (Character.isISOControl(point)) {
                quoted.append(String.format("\\u%04x", point));
              } else {
                quoted.appendCodePoint(point);
              }
            });
    return quoted.append('"').toString();
  }
}
