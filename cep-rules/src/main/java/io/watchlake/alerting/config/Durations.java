package io.watchlake.alerting.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus and Alertmanager write them: {@code 1h30m}, largest unit first. */
final class Durations {

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?"
              + "(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private static final long[] MILLIS = {
    365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Reads a duration of up to ten years.
   *
   * @throws IllegalArgumentException for any other text
   */
  static Duration parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (text.isEmpty() || !(parts.matches() || text.equals("0"))) {
      throw new IllegalArgumentException("'" + text + "' is not a duration");
    }
    Duration sum = Duration.ZERO;
    for (int i = 0; i < MILLIS.length && !text.equals("0"); i++) {
      String part = parts.group(i + 1);
      if (part != null) {
        sum = sum.plus(Duration.ofMillis(MILLIS[i]).multipliedBy(Long.parseLong(part)));
      }
    }
    if (sum.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than ten years");
    }
    return sum;
  }

  /** The text, which {@link #parse} reads back. */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
