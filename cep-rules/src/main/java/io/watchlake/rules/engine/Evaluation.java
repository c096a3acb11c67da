package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import java.util.concurrent.TimeUnit;

/** Whether a condition holds for a key; the state is what signals have left so far. */
interface Evaluation {

  /** Takes a signal in. */
  void observe(LevelState state, Settings settings, Signal signal, long time);

  /** Lets go what is over at this time. */
  void expire(LevelState state, Settings settings, long time);

  /**
   * Whether the condition holds; leaves the value and the threshold in the state if it does, or if
   * the state's alert is not inactive.
   *
   * @param firing whether the alert fires already, so that recovery is asked for
   */
  boolean holds(LevelState state, Settings settings, long time, boolean firing);

  /** When {@link #expire} would change something; {@link Machine#NEVER} for never. */
  long due(LevelState state, Settings settings);

  /** How long the condition must hold before the alert fires. */
  default long duration(Settings settings) {
    return settings.duration();
  }

  /** Whether anything is kept that may matter later. */
  boolean idle(LevelState state);

  /** The time of a signal itself, in milliseconds since the epoch; it may count later. */
  static long own(Signal signal) {
    return TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano());
  }
}
