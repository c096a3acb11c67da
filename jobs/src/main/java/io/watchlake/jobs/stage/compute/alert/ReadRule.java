package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.rules.engine.RuleStructure;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.sequence.SequenceMachine;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a rule says.
 *
 * @param structure what its state depends on, see {@link RuleStructure}
 * @param sequence the automaton; null for a rule that is no sequence
 */
record ReadRule(Rule rule, String structure, SequenceMachine.@Nullable Compiled sequence) {

  /**
   * Makes a rule ready.
   *
   * @throws IllegalArgumentException for a sequence that cannot be
   */
  static ReadRule of(Rule rule) {
    return new ReadRule(
        rule,
        RuleStructure.of(rule),
        rule.condition() instanceof Sequence ? new SequenceMachine.Compiled(rule) : null);
  }
}
