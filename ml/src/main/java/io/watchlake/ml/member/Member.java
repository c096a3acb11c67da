package io.watchlake.ml.member;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * Measures how far each point breaks one expectation. A measure is ≥ 0, finite, and means something
 * only beside the measures of the same series before it.
 */
public interface Member {

  Expectation expectation();

  /** The measure of this point; called once a point, in order. */
  double measure(Observation point);

  /** Writes what the member remembers; one that remembers nothing writes nothing. */
  default void write(StateWriter out) {}

  default void read(StateReader in) {}
}
