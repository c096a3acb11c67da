package io.watchlake.app.alert;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people type them. */
final class Length {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([smhdw])");
  private static final int WEEK = 7;

  private Length() {}

  /**
   * The duration of a text such as {@code 30m}, {@code 2h}, {@code 3d} or {@code 1w}.
   *
   * @throws IllegalArgumentException for another text
   */
  static Duration of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a duration such as 30m, 2h or 3d");
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofDays(WEEK * amount);
    };
  }
}
