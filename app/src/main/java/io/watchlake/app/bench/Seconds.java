package io.watchlake.app.bench;

import java.time.Duration;
import java.time.Instant;

/** Time as figures have it. */
final class Seconds {

  private static final double MILLIS = 1_000;

  private Seconds() {}

  /** From one instant to another, in seconds, to the millisecond. */
  static double between(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / MILLIS;
  }
}
