package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.rules.engine.RuleStructure;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.sequence.SequenceMachine;
import org.jspecify.annotations.Nullable;

/** A version of a rule, ready to work. */
final class RuleAtWork {

  private final Rule rule;
  private final long version;
  private final boolean shadow;
  private final Role role;
  private final String structure;
  private final SequenceMachine.@Nullable Compiled sequence;

  /** What a version is there for. */
  enum Role {
    /** It counts, or runs beside the one that does. */
    ACTIVE,
    /** It brings to an end what it has begun. */
    DRAINING,
    /** Nothing of it goes on. */
    RETIRED
  }

  /**
   * @throws IllegalArgumentException for a sequence that cannot be
   */
  RuleAtWork(Rule rule, long version, boolean shadow, Role role) {
    this.rule = rule;
    this.version = version;
    this.shadow = shadow;
    this.role = role;
    this.structure = RuleStructure.of(rule);
    this.sequence =
        rule.condition() instanceof Sequence ? new SequenceMachine.Compiled(rule) : null;
  }

  Rule rule() {
    return rule;
  }

  long version() {
    return version;
  }

  boolean shadow() {
    return shadow;
  }

  Role role() {
    return role;
  }

  String structure() {
    return structure;
  }

  /** The automaton; null for a rule that is no sequence. */
  SequenceMachine.@Nullable Compiled sequence() {
    return sequence;
  }
}
