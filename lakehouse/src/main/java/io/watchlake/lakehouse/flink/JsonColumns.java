package io.watchlake.lakehouse.flink;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts as JSON in a column. */
final class JsonColumns {

  private JsonColumns() {}

  /** An object, its fields in the order of the map. */
  static String of(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> quoted(text.getKey()) + ':' + quoted(text.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** An array. */
  static String of(Collection<String> texts) {
    return texts.stream().map(JsonColumns::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** A text in quotes. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
