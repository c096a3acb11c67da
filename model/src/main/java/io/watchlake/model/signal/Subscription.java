package io.watchlake.model.signal;

import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.telemetry.Resolution;
import java.util.regex.Pattern;

/**
 * That somebody asks for the windows of some series as signals.
 *
 * @param id names it: 1 to 200 of letters, digits and {@code . _ : / -}; a later one of the same id
 *     takes its place
 * @param series which series; the metric's name may be any name the catalogue knows it by
 * @param resolution length of the windows, 10 s or 1 min
 * @param owner who asks, for people to read; may be empty
 */
public record Subscription(String id, SeriesSelector series, Resolution resolution, String owner) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1,200}");

  /**
   * @throws IllegalArgumentException for an id that is none, and for windows of an hour
   */
  public Subscription {
    checkId(id);
    if (resolution == Resolution.HOUR) {
      throw new IllegalArgumentException("windows of an hour are no signals: ask for 10s or 1m");
    }
  }

  /**
   * Refuses what is no id.
   *
   * @throws IllegalArgumentException which says what an id is
   */
  public static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is not an id of a subscription: 1 to 200 letters, digits and . _ : / -");
    }
  }
}
