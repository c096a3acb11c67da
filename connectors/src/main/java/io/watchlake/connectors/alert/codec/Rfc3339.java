package io.watchlake.connectors.alert.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times in RFC 3339 as Go writes them, which Alertmanager's readers see: UTC, and no digit of a
 * second's fraction more than it needs.
 */
public final class Rfc3339 {

  /** Go's time of nothing: what Alertmanager writes for a time that is not there. */
  public static final String NONE = "0001-01-01T00:00:00Z";

  private static final long NANOS = 1_000_000_000;
  private static final int DIGITS = 9;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private Rfc3339() {}

  /**
   * The text of a time.
   *
   * @param unixNano nanoseconds since the epoch
   */
  public static String text(long unixNano) {
    int nano = (int) Math.floorMod(unixNano, NANOS);
    String whole =
        SECONDS.format(
            LocalDateTime.ofEpochSecond(Math.floorDiv(unixNano, NANOS), nano, ZoneOffset.UTC));
    if (nano == 0) {
      return whole + 'Z';
    }
    String fraction = String.valueOf(NANOS + nano).substring(1, DIGITS + 1);
    int end = DIGITS;
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return whole + '.' + fraction.substring(0, end) + 'Z';
  }

  /** The text of a time, or {@link #NONE} for 0. */
  public static String textOrNone(long unixNano) {
    return unixNano == 0 ? NONE : text(unixNano);
  }

  /**
   * The time of a text with any offset, in nanoseconds since the epoch; 0 for {@link #NONE}.
   *
   * @throws IllegalArgumentException for another text, and for a time that nanoseconds cannot hold
   */
  public static long unixNano(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return text.equals(NONE)
          ? 0
          : Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is not a time in RFC 3339", e);
    }
  }
}
