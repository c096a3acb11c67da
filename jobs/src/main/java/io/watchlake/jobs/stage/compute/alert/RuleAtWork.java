package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.sequence.SequenceMachine;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rule, at work.
 *
 * @param machines what the keys of its machines begin with, see {@link MachineKey}
 * @param version its number
 * @param shadow whether it only runs beside the one that counts
 */
record RuleAtWork(ReadRule read, String machines, long version, boolean shadow, Role role) {

  /** What a version is there for. */
  enum Role {
    /** It counts, or runs beside the one that does. */
    ACTIVE,
    /** It brings to an end what it has begun. */
    DRAINING,
    /** Nothing of it goes on. */
    RETIRED
  }

  Rule rule() {
    return read.rule();
  }

  /** The automaton; null for a rule that is no sequence. */
  SequenceMachine.@Nullable Compiled sequence() {
    return read.sequence();
  }

  /** Whether a signal that it looks at may change anything. */
  boolean needs(Signal signal) {
    SequenceMachine.Compiled sequence = sequence();
    return sequence == null || sequence.needs(signal);
  }
}
