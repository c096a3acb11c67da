package io.watchlake.rules.model;

import java.time.Duration;

/**
 * Two windows over which an error budget must burn too fast: the long one says that it matters, the
 * short one that it still goes on.
 *
 * @param longWindow no shorter than the short one
 * @param shortWindow more than nothing
 * @param factor how many times as fast as the budget lasts; an alert needs more than this
 */
public record BurnWindow(Duration longWindow, Duration shortWindow, double factor) {

  public BurnWindow {
    if (shortWindow.isZero()
        || shortWindow.isNegative()
        || longWindow.compareTo(shortWindow) < 0
        || !(factor > 0)) {
      throw new IllegalArgumentException(
          "no windows of a burn rate: " + longWindow + ", " + shortWindow + ", " + factor);
    }
  }
}
