package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.Resolution;
import java.util.concurrent.TimeUnit;

/** Minutes of event time, in milliseconds since the epoch. */
public final class Minutes {

  /** How long one is. */
  public static final long MILLIS = TimeUnit.NANOSECONDS.toMillis(Resolution.MINUTE.nanos());

  private Minutes() {}

  /** The start of the minute that a moment lies in. */
  public static long of(long millis) {
    return Math.floorDiv(millis, MILLIS) * MILLIS;
  }

  /** The last millisecond of the minute that starts then. */
  public static long lastOf(long start) {
    return start + MILLIS - 1;
  }
}
