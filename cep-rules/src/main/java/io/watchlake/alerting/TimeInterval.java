package io.watchlake.alerting;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Times that lie in all of some ranges, as Alertmanager means them; a kind of range that is not
 * given holds for all times.
 *
 * @param times minutes of the day, from and up to but not including
 * @param weekdays from 0 for Sunday to 6 for Saturday, both ends included
 * @param daysOfMonth from 1, or from -1 backwards from the month's last day; both ends included
 * @param months from 1 to 12, both ends included
 * @param years both ends included
 * @param zone where the ranges are meant
 */
public record TimeInterval(
    List<Range> times,
    List<Range> weekdays,
    List<Range> daysOfMonth,
    List<Range> months,
    List<Range> years,
    ZoneId zone) {

  private static final int MINUTES = 60;
  private static final int DAYS_OF_WEEK = 7;

  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  /** A range of whole numbers. */
  public record Range(int begin, int end) {

    boolean contains(int number) {
      return begin <= number && number <= end;
    }
  }

  /** Whether it holds at a time, in milliseconds since the epoch. */
  public boolean contains(long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(zone);
    int minute = time.getHour() * MINUTES + time.getMinute();
    return (times.isEmpty()
            || times.stream().anyMatch(range -> range.begin() <= minute && minute < range.end()))
        && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(range -> day(range, time)))
        && any(months, time.getMonthValue())
        && any(weekdays, time.getDayOfWeek().getValue() % DAYS_OF_WEEK)
        && any(years, time.getYear());
  }

  private static boolean any(List<Range> ranges, int number) {
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(number));
  }

  private static boolean day(Range range, ZonedDateTime time) {
    int last = time.toLocalDate().lengthOfMonth();
    int begin = range.begin() < 0 ? last + range.begin() + 1 : range.begin();
    int end = range.end() < 0 ? last + range.end() + 1 : range.end();
    return begin <= last && new Range(begin, Math.min(end, last)).contains(time.getDayOfMonth());
  }
}
