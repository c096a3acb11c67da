package io.watchlake.alerting.oncall;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A calendar (RFC 5545) whose events are shifts: while an event lasts, those are on call that its
 * summary names, with commas between them. Recurring events, their exceptions and single
 * occurrences that were moved or swapped ({@code RECURRENCE-ID}) count; cancelled events do not. An
 * event that recurs is as long on the clock of its time zone each time, as calendars show it, also
 * where clocks change in between.
 */
public final class OnCallCalendar {

  private final String text;
  private final ZoneId zone;
  private final List<Shift> shifts;

  private OnCallCalendar(String text, ZoneId zone, List<Shift> shifts) {
    this.text = text;
    this.zone = zone;
    this.shifts = List.copyOf(shifts);
  }

  /**
   * Reads a calendar.
   *
   * @param zone of times that say none, and of days
   * @throws IllegalArgumentException where it cannot be used; the message says what is wrong
   */
  public static OnCallCalendar parse(String text, ZoneId zone) {
    List<List<ParseWarning>> warnings = new ArrayList<>();
    ICalendar calendar = Biweekly.parse(text).warnings(warnings).first();
    if (calendar == null || calendar.getEvents().isEmpty()) {
      throw new IllegalArgumentException("no calendar with events (BEGIN:VEVENT)");
    }
    warnings.stream()
        .flatMap(List::stream)
        .filter(warning -> warning.getPropertyName() != null)
        .findFirst()
        .ifPresent(
            warning -> {
              throw new IllegalArgumentException(
                  "line " + warning.getLineNumber() + ": " + warning.getMessage());
            });
    List<Shift> shifts = new ArrayList<>();
    for (VEvent event : calendar.getEvents()) {
      Shift shift = Shift.of(event, calendar.getTimezoneInfo(), zone);
      if (shift != null) {
        shifts.add(shift);
      }
    }
    return new OnCallCalendar(text, zone, shifts);
  }

  /** The text that it was read from. */
  public String text() {
    return text;
  }

  /** The time zone of times that say none. */
  public ZoneId zone() {
    return zone;
  }

  /** All that are ever on call, in the order of names. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    shifts.forEach(shift -> names.addAll(shift.names()));
    return names;
  }

  /**
   * Who is on call at a time, in the order of the calendar's events; empty for nobody.
   *
   * @param millis milliseconds since the epoch
   */
  public List<String> at(long millis) {
    Set<String> names = new LinkedHashSet<>();
    for (Shift shift : shifts) {
      if (shift.lasts(millis, replaced(shift))) {
        names.addAll(shift.names());
      }
    }
    return List.copyOf(names);
  }

  /** Beginnings of occurrences of a recurring event that others stand for. */
  private Set<Long> replaced(Shift shift) {
    Set<Long> replaced = new TreeSet<>();
    if (shift.replacesMillis() == null) {
      shifts.stream()
          .filter(other -> other.uid().equals(shift.uid()))
          .map(Shift::replacesMillis)
          .filter(Objects::nonNull)
          .forEach(replaced::add);
    }
    return replaced;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OnCallCalendar calendar
        && text.equals(calendar.text)
        && zone.equals(calendar.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, zone);
  }

  @Override
  public String toString() {
    return "a calendar with " + shifts.size() + " events";
  }
}
