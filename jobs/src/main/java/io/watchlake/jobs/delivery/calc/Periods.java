package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.PeriodKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Periods by number: months since 1970-01 and spans of 28 days since the epoch, UTC. */
final class Periods {

  static final long NANOS_PER_SECOND = 1_000_000_000L;
  static final long NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
  private static final long NANOS_PER_28_DAYS = 28 * NANOS_PER_DAY;
  private static final int MONTHS = 12;

  private Periods() {}

  /** The number of the period that a time is in. */
  static long number(PeriodKind kind, long unixNano) {
    return switch (kind) {
      case MONTH -> {
        LocalDate day =
            LocalDate.ofInstant(
                Instant.ofEpochSecond(Math.floorDiv(unixNano, NANOS_PER_SECOND)), ZoneOffset.UTC);
        yield (long) (day.getYear() - 1970) * MONTHS + day.getMonthValue() - 1;
      }
      case DAYS_28 -> Math.floorDiv(unixNano, NANOS_PER_28_DAYS);
      case OVERALL -> 0;
    };
  }

  /** When a period begins, which is when the one before ends. Not for the overall period. */
  static long start(PeriodKind kind, long number) {
    return switch (kind) {
      case MONTH ->
          LocalDate.of(
                      (int) (1970 + Math.floorDiv(number, MONTHS)),
                      Math.floorMod(number, MONTHS) + 1,
                      1)
                  .toEpochDay()
              * NANOS_PER_DAY;
      case DAYS_28 -> number * NANOS_PER_28_DAYS;
      case OVERALL -> throw new IllegalArgumentException("the overall period begins with the data");
    };
  }
}
