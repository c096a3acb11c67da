package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.Series;

/**
 * A series was seen.
 *
 * @param timeline the timeline's name
 * @param timeUnixNano event time of the point it was seen by, nanoseconds since the epoch, UTC
 * @param series what was seen
 */
public record SeriesSighting(String timeline, long timeUnixNano, Series series) {

  private static final long DAY_NANOS = 86_400_000_000_000L;

  /** The event day, in days since the epoch, UTC. */
  public int epochDay() {
    return epochDay(timeUnixNano);
  }

  /** The day that {@code unixNano} falls on, in days since the epoch, UTC. */
  public static int epochDay(long unixNano) {
    return (int) Math.floorDiv(unixNano, DAY_NANOS);
  }
}
