package io.watchlake.alerting.config;

import io.watchlake.alerting.TimeInterval;
import io.watchlake.alerting.TimeInterval.Range;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a time interval as Alertmanager writes it. */
final class TimeIntervalReader {

  private static final List<String> KEYS =
      List.of("times", "weekdays", "days_of_month", "months", "years", "location");
  private static final List<String> DAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");
  private static final int MINUTES = 60;
  private static final int DAY_MINUTES = 1_440;
  private static final int LONGEST_MONTH = 31;
  private static final int SHORTEST_MONTH = 28;
  private static final int LAST_MONTH = 12;

  private TimeIntervalReader() {}

  static TimeInterval read(Node node, Faults faults) {
    YamlSection section = new YamlSection("a time interval", node, KEYS, faults);
    ZoneId zone =
        section.scalar("location", TimeIntervalReader::zone, "write UTC or Europe/Berlin");
    return new TimeInterval(
        section.list("times", TimeIntervalReader::times),
        section.scalars(
            "weekdays", text -> range(text, TimeIntervalReader::weekday), "write monday:friday"),
        section.scalars("days_of_month", TimeIntervalReader::days, "write 1:5 or -3:-1"),
        section.scalars(
            "months", text -> range(text, TimeIntervalReader::month), "write january:march or 1:3"),
        section.scalars("years", text -> range(text, Integer::parseInt), "write 2026 or 2026:2028"),
        zone == null ? ZoneOffset.UTC : zone);
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no time zone '" + text + "'", e);
    }
  }

  private static @Nullable Range times(Node node, Faults faults) {
    YamlSection section =
        new YamlSection("a range of times", node, List.of("start_time", "end_time"), faults);
    Integer begin = section.scalar("start_time", TimeIntervalReader::minute, "write it as 09:00");
    Integer end = section.scalar("end_time", TimeIntervalReader::minute, "write it as 17:30");
    if (section.node("start_time") == null || section.node("end_time") == null) {
      faults.add(node, "a range of times needs both ends", "write start_time and end_time");
    } else if (begin != null && end != null && begin >= end) {
      faults.add(node, "a range of times ends before it begins", "cut it at midnight into two");
    } else if (begin != null && end != null) {
      return new Range(begin, end);
    }
    return null;
  }

  private static int minute(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a time of the day");
    }
    return time.group(1) == null
        ? DAY_MINUTES
        : Integer.parseInt(time.group(1)) * MINUTES + Integer.parseInt(time.group(2));
  }

  private static int weekday(String text) {
    int day = DAYS.indexOf(text);
    if (day < 0) {
      throw new IllegalArgumentException("'" + text + "' is not a day of the week");
    }
    return day;
  }

  private static int month(String text) {
    int named = MONTHS.indexOf(text) + 1;
    int month = named > 0 ? named : Integer.parseInt(text);
    if (month < 1 || month > LAST_MONTH) {
      throw new IllegalArgumentException("'" + text + "' is not a month");
    }
    return month;
  }

  private static Range range(String text, ToIntFunction<String> member) {
    Range range = ends(text, member);
    if (range.begin() > range.end()) {
      throw new IllegalArgumentException("'" + text + "' ends before it begins");
    }
    return range;
  }

  private static Range days(String text) {
    Range days = ends(text, Integer::parseInt);
    for (int day : new int[] {days.begin(), days.end()}) {
      if (day == 0 || Math.abs(day) > LONGEST_MONTH) {
        throw new IllegalArgumentException("'" + text + "' is not in any month");
      }
    }
    if (days.begin() < 0 && days.end() > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' begins from the end and ends from the begin");
    }
    // Counted from the end the day is not known; what is wrong in every month is known.
    int begin = days.begin() < 0 ? SHORTEST_MONTH + days.begin() : days.begin();
    int end = days.end() < 0 ? SHORTEST_MONTH + days.end() : days.end();
    if (begin > end) {
      throw new IllegalArgumentException("'" + text + "' ends before it begins");
    }
    return days;
  }

  private static Range ends(String text, ToIntFunction<String> member) {
    String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException("'" + text + "' is not a range");
    }
    try {
      int begin = member.applyAsInt(ends[0].strip());
      return new Range(begin, ends.length == 1 ? begin : member.applyAsInt(ends[1].strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a range", e);
    }
  }
}
