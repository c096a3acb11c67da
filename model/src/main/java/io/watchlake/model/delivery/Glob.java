package io.watchlake.model.delivery;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A pattern of names with slashes, such as paths: {@code *} stands for anything but a slash, {@code
 * **} for anything, {@code **}{@code /} for any folders or none, {@code ?} for one character but a
 * slash. It matches whole names; case counts.
 */
public final class Glob implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final Pattern pattern;

  private Glob(String text) {
    this.text = text;
    this.pattern = Pattern.compile(regex(text), Pattern.DOTALL);
  }

  /**
   * The pattern of a text.
   *
   * @throws IllegalArgumentException where the text is blank or begins with a slash, since no name
   *     that is matched does
   */
  public static Glob of(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an empty pattern matches nothing");
    }
    if (text.startsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' begins with a slash: no name does");
    }
    return new Glob(text);
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 3;
      } else if (text.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else {
        char character = text.charAt(at++);
        switch (character) {
          case '*' -> regex.append("[^/]*");
          case '?' -> regex.append("[^/]");
          default -> regex.append(Pattern.quote(String.valueOf(character)));
        }
      }
    }
    return regex.toString();
  }

  /** Whether a whole name is of this pattern. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** The text it was made of. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && text.equals(glob.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
