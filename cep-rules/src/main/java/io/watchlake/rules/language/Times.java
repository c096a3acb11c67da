package io.watchlake.rules.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many times a step comes.
 *
 * @param most null for no limit
 */
record Times(int least, @Nullable Integer most) {

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,3})(\\.\\.([1-9]\\d{0,3})?)?");

  /** The text itself, when it is one. */
  static String check(String text) {
    parse(text);
    return text;
  }

  /**
   * Reads {@code 3}, {@code 2..5} or {@code 2..}.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Times parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(YamlNodes.quoted(text) + " is not a number of times");
    }
    int least = Integer.parseInt(matcher.group(1));
    if (matcher.group(2) == null) {
      return new Times(least, least);
    }
    Integer most = matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3));
    if (most != null && most < least) {
      throw new IllegalArgumentException(YamlNodes.quoted(text) + " goes downwards");
    }
    return new Times(least, most);
  }
}
