package io.watchlake.connectors.search.codec;

import io.watchlake.model.Timeline;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of the daily indices, by a pattern such as {@code dora-logs-{date}}. The day is that of the
 * event in UTC, written {@code 2026.01.31}; names on a timeline other than live end with {@code
 * -<timeline>}.
 *
 * @param pattern the pattern, holding {@code {date}} once
 */
public record IndexPattern(String pattern) implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String DATE = "{date}";
  private static final int DATE_LENGTH = "2026.01.31".length();
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** What search engines allow in the name of an index, and room for date and timeline. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9.][a-z0-9._-]{0,150}");

  /**
   * A pattern.
   *
   * @throws IllegalArgumentException where it makes no names of indices; the message says why
   */
  public IndexPattern {
    int at = pattern.indexOf(DATE);
    if (at < 0 || pattern.indexOf(DATE, at + 1) >= 0) {
      throw new IllegalArgumentException(
          "index pattern '" + pattern + "' must hold {date} once, as in 'dora-logs-{date}'");
    }
    if (at == 0) {
      throw new IllegalArgumentException(
          "index pattern '"
              + pattern
              + "' must begin with a name before {date}, so that it finds no foreign indices");
    }
    if (!NAME.matcher(pattern.replace(DATE, "2026.01.31")).matches()) {
      throw new IllegalArgumentException(
          "index pattern '"
              + pattern
              + "' makes no valid names: use a-z, 0-9, '.', '_' and '-', beginning with a letter or"
              + " digit, at most 150 characters");
    }
  }

  /**
   * The index of an event.
   *
   * @param timeline the timeline's name
   * @param eventUnixNano the event time, nanoseconds since the epoch
   */
  public String index(String timeline, long eventUnixNano) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(eventUnixNano, NANOS_PER_DAY));
    return index(timeline, day);
  }

  /** The index of a day. */
  public String index(String timeline, LocalDate day) {
    return pattern.replace(DATE, day.toString().replace('-', '.')) + suffix(timeline);
  }

  /** A wildcard that matches all indices of all timelines, and may match others. */
  public String wildcard() {
    return pattern.replace(DATE, "*") + (pattern.endsWith(DATE) ? "" : "*");
  }

  /** The day of an index by its name; null where it is no index of the timeline. */
  public @Nullable LocalDate day(String timeline, String index) {
    int at = pattern.indexOf(DATE);
    if (index.length() < at + DATE_LENGTH) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(index.substring(at, at + DATE_LENGTH).replace('.', '-'));
      return index.equals(index(timeline, day)) ? day : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String suffix(String timeline) {
    return timeline.equals(Timeline.LIVE.name()) ? "" : '-' + timeline;
  }
}
