package io.watchlake.rules.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PromQL as it stands in files of objectives, made into a formula of the same length, so that a
 * place in the one is a place in the other: ranges become the minute that everything is counted by,
 * and PromQL's {@code or vector(0)} the formula's {@code or 0}.
 */
final class QueryText {

  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{-?\\s*\\.window\\s*-?\\}\\}");
  private static final Pattern RANGE = Pattern.compile("(\\d+(ms|s|m|h|d|w|y))+");
  private static final Pattern ZERO =
      Pattern.compile("\\bor\\s+(?:on\\s*\\(\\s*\\)\\s*)?vector\\s*\\(\\s*0\\s*\\)");
  private static final String MINUTE = "1m";

  /** A query that is not taken. */
  static final class Fault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    Fault(int position, String message) {
      super(message);
      this.position = position;
    }

    /** The character at fault, from 1; 0 where the query as a whole is meant. */
    int position() {
      return position;
    }
  }

  private QueryText() {}

  /**
   * The formula.
   *
   * @param template whether ranges must be {@code {{.window}}}
   */
  static String formula(String query, boolean template) throws Fault {
    StringBuilder formula = new StringBuilder(query);
    int at = 0;
    while (at < query.length()) {
      char c = query.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfText(query, at);
      } else if (c == '[') {
        int end = query.indexOf(']', at);
        if (end < 0) {
          throw new Fault(at + 1, "the range is not closed");
        }
        String range = query.substring(at + 1, end);
        check(range.strip(), at + 2, template);
        formula.replace(at + 1, end, MINUTE + " ".repeat(range.length() - MINUTE.length()));
        at = end + 1;
      } else {
        at++;
      }
    }
    Matcher zero = ZERO.matcher(formula);
    return zero.replaceAll(found -> "or 0" + " ".repeat(found.group().length() - "or 0".length()));
  }

  private static void check(String range, int position, boolean template) throws Fault {
    boolean window = TEMPLATE.matcher(range).matches();
    if (template && !window) {
      throw new Fault(
          position, YamlNodes.quoted(range) + " is a range of its own: the alerts' windows differ");
    }
    if (!window && !RANGE.matcher(range).matches()) {
      throw new Fault(position, YamlNodes.quoted(range) + " is no range");
    }
  }

  /** After the closing quote; the end where there is none, which the parser tells of. */
  private static int endOfText(String query, int begin) {
    char quote = query.charAt(begin);
    for (int at = begin + 1; at < query.length(); at++) {
      if (query.charAt(at) == '\\') {
        at++;
      } else if (query.charAt(at) == quote) {
        return at + 1;
      }
    }
    return query.length();
  }
}
