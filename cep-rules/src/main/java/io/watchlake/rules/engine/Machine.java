package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import java.util.function.Consumer;

/**
 * A rule at work on one key. Times are milliseconds since the epoch, of events; whoever drives it
 * brings signals in the order of their times, and calls {@link #advance} when {@link #due} is past.
 */
public interface Machine {

  /** There is nothing to wait for. */
  long NEVER = Long.MAX_VALUE;

  /** Takes a signal that the rule looks at, after all that was due before it. */
  void signal(Signal signal, Consumer<Transition> out) throws Exception;

  /** Says that it is {@code millis} now, and that no signal older than that comes any more. */
  void advance(long millis, Consumer<Transition> out) throws Exception;

  /** When {@link #advance} is to be called next; {@link #NEVER} for never. */
  long due() throws Exception;

  /** Whether nothing is kept: the state may be deleted, and nobody will notice. */
  boolean idle() throws Exception;
}
