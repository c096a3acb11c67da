package io.watchlake.alerting.oncall;

import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.TimezoneInfo;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.DateStart;
import biweekly.util.DateTimeComponents;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event of a calendar.
 *
 * @param names of those on call
 * @param uid what occurrences that were moved share with their event
 * @param event its occurrences; not changed
 * @param zone in which they recur
 * @param localMillis how long each lasts, on the clock of the zone
 * @param replacesMillis the beginning of the occurrence of another event that it stands for; null
 *     for none
 */
@SuppressWarnings("JavaUtilDate") // the library's
record Shift(
    List<String> names,
    String uid,
    VEvent event,
    TimeZone zone,
    long localMillis,
    @Nullable Long replacesMillis) {

  /** Clocks are not set by more. */
  private static final long MOST_SHIFT = TimeUnit.HOURS.toMillis(26);

  /**
   * The shift of an event.
   *
   * @param usual the zone of times that say none
   * @return null for an event that is cancelled and stands for itself alone
   * @throws IllegalArgumentException where it cannot be one
   */
  static @Nullable Shift of(VEvent event, TimezoneInfo zones, ZoneId usual) {
    String summary = event.getSummary() == null ? "" : event.getSummary().getValue();
    if (event.getDateStart() == null) {
      throw new IllegalArgumentException("the event '" + summary + "' has no DTSTART");
    }
    if (event.getRecurrenceId() != null && event.getRecurrenceId().getRange() != null) {
      throw new IllegalArgumentException(
          "the event '" + summary + "' changes all that follow (RANGE); end the old one instead");
    }
    boolean cancelled = event.getStatus() != null && event.getStatus().isCancelled();
    boolean replaces = event.getRecurrenceId() != null;
    if (cancelled && !replaces) {
      return null;
    }
    List<String> names =
        cancelled
            ? List.of()
            : Stream.of(summary.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (names.isEmpty() && !cancelled) {
      throw new IllegalArgumentException("an event names nobody in its SUMMARY");
    }
    TimeZone zone = zone(event.getDateStart(), zones, usual);
    long length = length(event, zone, zones, usual);
    if (zones.getTimezone(event.getDateStart()) == null) {
      place(event, zone);
    }
    return new Shift(
        names,
        event.getUid() == null ? "" : event.getUid().getValue(),
        event,
        zone,
        length,
        replaces
            ? (Long) millis(event.getRecurrenceId(), zone(event.getRecurrenceId(), zones, usual))
            : null);
  }

  /** Times that say no zone were read in that of this machine; they are meant in another. */
  private static void place(VEvent event, TimeZone zone) {
    event.setDateStart(new DateStart(placed(event.getDateStart().getValue(), zone)));
    event
        .getExceptionDates()
        .forEach(dates -> dates.getValues().replaceAll(date -> placed(date, zone)));
    event
        .getRecurrenceDates()
        .forEach(dates -> dates.getDates().replaceAll(date -> placed(date, zone)));
  }

  private static ICalDate placed(ICalDate date, TimeZone zone) {
    DateTimeComponents raw = raw(date);
    return raw.isUtc() ? date : new ICalDate(raw.toDate(zone), raw, true);
  }

  private static TimeZone zone(DateOrDateTimeProperty property, TimezoneInfo zones, ZoneId usual) {
    if (raw(property.getValue()).isUtc()) {
      return TimeZone.getTimeZone("UTC");
    }
    if (property.getParameters().getTimezoneId() != null) {
      throw new IllegalArgumentException(
          "there is no time zone '" + property.getParameters().getTimezoneId() + "'");
    }
    TimezoneAssignment assigned = zones.getTimezone(property);
    return assigned == null || !property.getValue().hasTime()
        ? TimeZone.getTimeZone(usual)
        : assigned.getTimeZone();
  }

  private static DateTimeComponents raw(ICalDate date) {
    DateTimeComponents raw = date.getRawComponents();
    return raw == null ? new DateTimeComponents(date) : raw;
  }

  private static long millis(DateOrDateTimeProperty property, TimeZone zone) {
    return raw(property.getValue()).toDate(zone).getTime();
  }

  private static long length(VEvent event, TimeZone zone, TimezoneInfo zones, ZoneId usual) {
    if (event.getDateEnd() != null) {
      long end = millis(event.getDateEnd(), zone(event.getDateEnd(), zones, usual));
      return local(end, zone) - local(millis(event.getDateStart(), zone), zone);
    }
    if (event.getDuration() != null) {
      return event.getDuration().getValue().toMillis();
    }
    return event.getDateStart().getValue().hasTime() ? 0 : TimeUnit.DAYS.toMillis(1);
  }

  private static long local(long millis, TimeZone zone) {
    return millis + zone.getOffset(millis);
  }

  /** When the clock of a zone shows a time; where it is put back, the first time it does. */
  private static long instant(long local, TimeZone zone) {
    long before = local - zone.getOffset(local - MOST_SHIFT);
    return local(before, zone) == local ? before : local - zone.getOffset(before);
  }

  /**
   * Whether an occurrence lasts at a time.
   *
   * @param replaced beginnings of occurrences that do not count
   */
  boolean lasts(long millis, Set<Long> replaced) {
    if (names.isEmpty()) {
      return false;
    }
    DateIterator starts = event.getDateIterator(zone);
    starts.advanceTo(new Date(millis - localMillis - MOST_SHIFT));
    while (starts.hasNext()) {
      long start = starts.next().getTime();
      if (start > millis) {
        return false;
      }
      if (millis < instant(local(start, zone) + localMillis, zone) && !replaced.contains(start)) {
        return true;
      }
    }
    return false;
  }
}
