package io.watchlake.model.signal;

import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.telemetry.Resolution;

/**
 * That somebody asks for the windows of some series as signals.
 *
 * @param id names it, see {@link Subscription#checkId}
 * @param series which series; the metric's name may be any name the catalogue knows it by
 * @param resolution length of the windows, 10 s or 1 min
 * @param owner who asks, for people to read; may be empty
 */
public record SeriesSubscription(
    String id, SeriesSelector series, Resolution resolution, String owner) implements Subscription {

  /**
   * @throws IllegalArgumentException for an id that is none, and for windows of an hour
   */
  public SeriesSubscription {
    Subscription.checkId(id);
    if (resolution == Resolution.HOUR) {
      throw new IllegalArgumentException("windows of an hour are no signals: ask for 10s or 1m");
    }
  }
}
