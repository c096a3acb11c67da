package io.watchlake.app.replay;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast event time passes in a replay.
 *
 * @param factor seconds of event time in a second; {@link Double#POSITIVE_INFINITY} for no waiting
 */
record Speed(double factor) {

  static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  private static final Pattern FACTOR = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)x");

  /**
   * The speed that {@code text} names: {@code max}, or a factor such as {@code 60x}.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    Matcher factor = FACTOR.matcher(text);
    if (factor.matches() && Double.parseDouble(factor.group(1)) > 0) {
      return new Speed(Double.parseDouble(factor.group(1)));
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no speed: max, or a factor such as 1x or 60x");
  }

  /** How long {@code eventNanos} of event time last; nothing at all at full speed. */
  Duration lasting(long eventNanos) {
    return Duration.ofNanos((long) (Math.max(0, eventNanos) / factor));
  }
}
