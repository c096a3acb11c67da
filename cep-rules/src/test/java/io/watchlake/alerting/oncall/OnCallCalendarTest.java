package io.watchlake.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on call by the calendars that people keep. */
class OnCallCalendarTest {

  /** A week each in turn from Monday at nine, in Berlin; clocks change on 29 March 2026. */
  private static final String ROTATION =
      """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//test//EN
      BEGIN:VEVENT
      UID:eve
      DTSTAMP:20260101T000000Z
      SUMMARY:eve
      DTSTART;TZID=Europe/Berlin:20260302T090000
      DTEND;TZID=Europe/Berlin:20260309T090000
      RRULE:FREQ=WEEKLY;INTERVAL=2
      EXDATE;TZID=Europe/Berlin:20260413T090000
      END:VEVENT
      BEGIN:VEVENT
      UID:bob
      DTSTAMP:20260101T000000Z
      SUMMARY:bob
      DTSTART;TZID=Europe/Berlin:20260309T090000
      DTEND;TZID=Europe/Berlin:20260316T090000
      RRULE:FREQ=WEEKLY;INTERVAL=2
      END:VEVENT
      BEGIN:VEVENT
      UID:bob
      DTSTAMP:20260101T000000Z
      SUMMARY:ada
      RECURRENCE-ID;TZID=Europe/Berlin:20260420T090000
      DTSTART;TZID=Europe/Berlin:20260420T090000
      DTEND;TZID=Europe/Berlin:20260427T090000
      END:VEVENT
      END:VCALENDAR
      """;

  private static OnCallCalendar calendar(String text) {
    return OnCallCalendar.parse(text.replace("\n", "\r\n"), ZoneOffset.UTC);
  }

  private static List<String> at(OnCallCalendar calendar, String time) {
    return calendar.at(Instant.parse(time).toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T07:59:59Z, ''",
    "2026-03-02T08:00:00Z, eve",
    "2026-03-09T07:59:59Z, eve",
    "2026-03-09T08:00:00Z, bob",
    // Bob's first shift ends at nine o'clock in summer.
    "2026-03-23T07:59:59Z, eve",
    "2026-03-30T06:59:59Z, bob",
    "2026-03-30T07:00:00Z, eve",
    "2026-04-14T12:00:00Z, ''",
    "2026-04-21T12:00:00Z, ada",
    "2026-05-05T12:00:00Z, bob",
    "2036-05-05T12:00:00Z, bob"
  })
  void aRotationInATimeZoneWithAnExceptionAndASwap(String time, String name) {
    assertThat(at(calendar(ROTATION), time)).isEqualTo(name.isEmpty() ? List.of() : List.of(name));
  }

  private static String event(String... lines) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\nBEGIN:VEVENT\nUID:1\n"
        + "DTSTAMP:20260101T000000Z\n"
        + String.join("\n", lines)
        + "\nEND:VEVENT\nEND:VCALENDAR\n";
  }

  @Test
  void daysAndTimesThatSayNoZoneAreInThatOfTheSchedule() {
    String day =
        event("SUMMARY:eve, bob", "DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=2");
    OnCallCalendar calendar =
        OnCallCalendar.parse(day.replace("\n", "\r\n"), ZoneId.of("Asia/Tokyo"));
    assertThat(at(calendar, "2026-01-04T14:59:59Z")).isEmpty();
    assertThat(at(calendar, "2026-01-04T15:00:00Z")).containsExactly("eve", "bob");
    assertThat(at(calendar, "2026-01-06T14:59:59Z")).containsExactly("eve", "bob");
    assertThat(at(calendar, "2026-01-06T15:00:00Z")).isEmpty();
    assertThat(calendar.names()).containsExactly("bob", "eve");

    String nights =
        event(
            "SUMMARY:eve",
            "DTSTART:20260105T220000",
            "DURATION:PT8H",
            "RRULE:FREQ=DAILY",
            "EXDATE:20260106T220000");
    assertThat(at(calendar(nights), "2026-01-06T05:59:59Z")).containsExactly("eve");
    assertThat(at(calendar(nights), "2026-01-06T06:00:00Z")).isEmpty();
    assertThat(at(calendar(nights), "2026-01-06T23:00:00Z")).isEmpty();
    assertThat(at(calendar(nights), "2026-01-07T23:00:00Z")).containsExactly("eve");
  }

  @Test
  void whatIsCancelledDoesNotCount() {
    String day =
        event("SUMMARY:eve", "DTSTART:20260105T000000Z", "DURATION:P1D", "STATUS:CANCELLED");
    assertThat(at(calendar(day), "2026-01-05T12:00:00Z")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUMMARY:eve                                        | has no DTSTART
          DTSTART:20260105T000000Z                           | names nobody
          DTSTART:tomorrow                                   | line
          """)
  void whatCannotBeUsedIsRefused(String line, String message) {
    assertThatThrownBy(() -> calendar(event(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> calendar("eve")).hasMessageContaining("no calendar with events");
    assertThatThrownBy(() -> calendar(event("SUMMARY:eve", "DTSTART;TZID=Foo/Bar:20260105T000000")))
        .hasMessageContaining("there is no time zone 'Foo/Bar'");
  }

  @Test
  void calendarsOfTheSameTextAreEqual() {
    assertThat(calendar(ROTATION))
        .isEqualTo(calendar(ROTATION))
        .hasSameHashCodeAs(calendar(ROTATION));
    assertThat(calendar(ROTATION))
        .isNotEqualTo(calendar(event("SUMMARY:a", "DTSTART:20260105T000000Z")));
  }
}
