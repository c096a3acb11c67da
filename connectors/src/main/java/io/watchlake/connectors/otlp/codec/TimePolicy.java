package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which event times are let through, before they reach watermarks and partitions. */
final class TimePolicy {

  static final long NANOS_PER_MILLI = 1_000_000;

  private static final long SANE_FROM_MILLIS = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long SANE_TO_MILLIS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private final long retentionMillis;
  private final long futureMillis;

  TimePolicy(DecodeLimits limits) {
    retentionMillis = limits.retentionMillis();
    futureMillis = limits.futureMillis();
  }

  /**
   * What is wrong with an event time; null where nothing is.
   *
   * @param unixNano unsigned 64 bits as OTLP has it, so a negative number is far in the future
   */
  private @Nullable Reason fault(long unixNano, long arrivalMillis, boolean live) {
    long millis = unixNano < 0 ? Long.MAX_VALUE : unixNano / NANOS_PER_MILLI;
    if (live && millis > plus(arrivalMillis, futureMillis)) {
      return Reason.TIME_IN_FUTURE;
    }
    if (live && millis < plus(arrivalMillis, -retentionMillis)) {
      return Reason.TIME_TOO_OLD;
    }
    // Asked of live data too: their arrival is whatever clock the broker or producer had.
    return millis < SANE_FROM_MILLIS || millis >= SANE_TO_MILLIS ? Reason.TIME_NOT_SANE : null;
  }

  /** Whether an event time is let through by {@link #check}. */
  boolean allows(long unixNano, long arrivalMillis, boolean live) {
    return unixNano != 0 && fault(unixNano, arrivalMillis, live) == null;
  }

  /**
   * Lets an event time through.
   *
   * @throws Fault where it is missing (0) or not allowed
   */
  void check(long unixNano, RawMessage message, boolean live) throws Fault {
    if (unixNano == 0) {
      throw new Fault(Reason.TIME_MISSING, "the record has no time");
    }
    Reason fault = fault(unixNano, message.arrivalMillis(), live);
    if (fault != null) {
      throw new Fault(fault, words(fault, unixNano, message.arrivalMillis()));
    }
  }

  /** A fault's words; no contents of the record but its time. */
  private static String words(Reason fault, long unixNano, long arrivalMillis) {
    String time = Long.toUnsignedString(unixNano) + " ns";
    return switch (fault) {
      case TIME_IN_FUTURE ->
          "event time " + time + " is later than arrival " + arrivalMillis + " ms allows";
      case TIME_TOO_OLD ->
          "event time " + time + " is older than the retention at arrival " + arrivalMillis + " ms";
      default -> "event time " + time + " is outside the years 1990 to 2099";
    };
  }

  /** Nanoseconds of milliseconds; what does not fit becomes the nearest that does. */
  static long nanos(long millis) {
    if (millis > Long.MAX_VALUE / NANOS_PER_MILLI) {
      return Long.MAX_VALUE;
    }
    return millis < 0 ? 0 : millis * NANOS_PER_MILLI;
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }
}
