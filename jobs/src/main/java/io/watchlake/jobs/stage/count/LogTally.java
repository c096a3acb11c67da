package io.watchlake.jobs.stage.count;

/**
 * What one task counted of a service's minute since it last told of it.
 *
 * @param timeline the timeline's name
 * @param service the service's name
 * @param minuteUnixMilli start of the minute, milliseconds since the epoch
 * @param counts not changed any more
 */
public record LogTally(String timeline, String service, long minuteUnixMilli, LogCounts counts) {

  private static final char SEPARATOR = '\n';

  /** Names the timeline, which has no line feed in its name, and the service. */
  public String key() {
    return timeline + SEPARATOR + service;
  }

  /** The timeline that a {@link #key} names. */
  public static String timelineOf(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** The service that a {@link #key} names. */
  public static String serviceOf(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }
}
