package io.watchlake.app.detect;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/**
 * One row of a series: {@code timestamp,value}.
 *
 * @param timestamp as it is written
 * @param text the value as it is written
 * @param epochMillis the timestamp, read as UTC
 * @param value the value; NaN where it is missing
 */
public record SeriesLine(String timestamp, String text, long epochMillis, double value) {

  private static final Set<String> MISSING = Set.of("", "nan", "null", "inf", "+inf", "-inf");

  /**
   * Reads a row.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static SeriesLine parse(String line) {
    int comma = line.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("a row is timestamp,value; this one has no comma");
    }
    if (line.indexOf(',', comma + 1) >= 0) {
      throw new IllegalArgumentException("a row is timestamp,value; this one has more columns");
    }
    String timestamp = line.substring(0, comma).strip();
    String text = line.substring(comma + 1).strip();
    return new SeriesLine(timestamp, text, time(timestamp), value(text));
  }

  private static long time(String text) {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no timestamp: write it as 2024-01-31 23:55:00, in UTC", e);
    }
  }

  private static double value(String text) {
    if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    char last = text.charAt(text.length() - 1);
    try {
      if (Character.isDigit(last) || last == '.') {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
    throw new IllegalArgumentException("'" + text + "' is no number");
  }
}
