package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions on labels as Alertmanager writes and applies them. */
public final class Matchers {

  private static final Pattern MATCHER =
      Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);

  private Matchers() {}

  /** Whether all match; a label that is missing counts as empty. */
  public static boolean all(List<LabelMatcher> matchers, Map<String, String> labels) {
    return matchers.stream()
        .allMatch(matcher -> matcher.matches(labels.getOrDefault(matcher.label(), "")));
  }

  /** As they are shown in a group's key: {@code {a="b",c=~"d"}}. */
  public static String show(List<LabelMatcher> matchers) {
    return matchers.stream().map(Matchers::show).collect(Collectors.joining(",", "{", "}"));
  }

  /** One of them, which {@link #parse} reads back. */
  public static String show(LabelMatcher matcher) {
    return matcher.label()
        + matcher.operator().sign()
        + '"'
        + matcher.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }

  /**
   * Reads matchers with commas between them, in braces or not. A value may stand in double quotes,
   * in which {@code \"}, {@code \\} and {@code \n} are escapes.
   *
   * @throws IllegalArgumentException for anything else; the message says what is wrong
   */
  public static List<LabelMatcher> parse(String text) {
    String inner = text.strip();
    inner = inner.startsWith("{") ? inner.substring(1) : inner;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    List<LabelMatcher> matchers = new ArrayList<>();
    for (String part : parts(inner)) {
      matchers.add(one(part));
    }
    return matchers;
  }

  /** Cut at the commas outside of quotes; what is blank after the last comma is left out. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    boolean quoted = false;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && !escaped) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    if (!text.substring(begin).isBlank()) {
      parts.add(text.substring(begin));
    }
    return parts;
  }

  private static LabelMatcher one(String text) {
    Matcher parts = MATCHER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text.strip() + "' is not a matcher");
    }
    String raw = parts.group(3);
    boolean quoted = raw.startsWith("\"");
    if (quoted && (raw.length() < 2 || !raw.endsWith("\""))) {
      throw new IllegalArgumentException("the quotes in '" + text.strip() + "' are not closed");
    }
    String value = unescaped(quoted ? raw.substring(1, raw.length() - 1) : raw, text);
    return new LabelMatcher(parts.group(1), Operator.ofSign(parts.group(2)), value);
  }

  private static String unescaped(String raw, String text) {
    StringBuilder value = new StringBuilder();
    boolean escape = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (escape) {
        escape = false;
        switch (c) {
          case 'n' -> value.append('\n');
          case '"', '\\' -> value.append(c);
          default -> value.append('\\').append(c);
        }
      } else if (c == '\\' && i < raw.length() - 1) {
        escape = true;
      } else if (c == '"') {
        throw new IllegalArgumentException("a quote inside the value of '" + text.strip() + "'");
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
