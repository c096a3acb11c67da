package io.watchlake.jobs.stage.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "till 3 is open                              | till * is open",
        "till 17                                     | till *",
        "paid 3.50 at 12:30:01.5                     | paid * at *",
        "user=7 took 31ms                            | user=* took *",
        "GET /orders/0a1b2c3d-77/items HTTP          | GET /orders/*/items HTTP",
        "from 10.0.0.7:8080, to [::1]                | from *, to [*]",
        "trace 4bf92f3577b34da6 lost                 | trace * lost",
        "no number, no star                          | no number, no star",
        "{\"till\":3,\"open\":true}                  | {\"till\"*,\"open\":true}",
      })
  void wordsWithDigitsAreTheSame(String text, String pattern) {
    assertThat(LogPattern.of(text)).isEqualTo(pattern);
  }

  @Test
  void theFirstLineCounts() {
    assertThat(LogPattern.of("till 3 broke\n  at Till.java:31")).isEqualTo("till * broke");
    assertThat(LogPattern.of("till 3\r\nbroke")).isEqualTo("till *");
    assertThat(LogPattern.of("")).isEmpty();
  }

  @Test
  void ofALongTextTheBeginningCounts() {
    String words = "word ".repeat(LogPattern.LONGEST);
    assertThat(LogPattern.of(words)).isEqualTo(words.substring(0, LogPattern.LONGEST));
    assertThat(LogPattern.of("1".repeat(10_000))).isEqualTo("*");
  }

  @Test
  void anEventsNameIsItsPattern() {
    assertThat(LogPattern.of(log("till.opened", "till 3 is open"))).isEqualTo("till.opened");
    assertThat(LogPattern.of(log("", "till 3 is open"))).isEqualTo("till * is open");
    assertThat(LogPattern.of(log("", null))).isEmpty();
  }

  private static LogRecord log(String eventName, @Nullable String body) {
    return new LogRecord(
        new Origin("otlp_logs", 0, 0, 0),
        "live",
        new Resource("shop", Attributes.EMPTY),
        Scope.EMPTY,
        1,
        1,
        0,
        0,
        "",
        body,
        false,
        eventName,
        null,
        null,
        0,
        Attributes.EMPTY,
        0);
  }
}
