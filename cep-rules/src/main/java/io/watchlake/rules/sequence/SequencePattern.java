package io.watchlake.rules.sequence;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Condition.Skip;
import io.watchlake.rules.model.Step;
import java.util.List;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A sequence as a pattern of Flink CEP. */
final class SequencePattern {

  private SequencePattern() {}

  /**
   * The automaton.
   *
   * @throws IllegalArgumentException for a combination of steps that Flink CEP does not know
   */
  static NFA<Signal> compile(Sequence sequence) {
    try {
      Pattern<Signal, ?> pattern =
          chain(sequence.steps(), skip(sequence)).within(sequence.within());
      return NFACompiler.compileFactory(pattern, true).createNFA();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Flink CEP does not know such a sequence: " + e.getMessage(), e);
    }
  }

  static AfterMatchSkipStrategy skip(Sequence sequence) {
    return sequence.skip() == Skip.PAST_LAST
        ? AfterMatchSkipStrategy.skipPastLastEvent()
        : sequence.skip() == Skip.TO_NEXT
            ? AfterMatchSkipStrategy.skipToNext()
            : AfterMatchSkipStrategy.noSkip();
  }

  private static Pattern<Signal, ?> chain(List<Step> steps, AfterMatchSkipStrategy skip) {
    Step first = steps.get(0);
    Pattern<Signal, ?> pattern =
        first.what() instanceof Step.Group group
            ? Pattern.begin(cast(chain(group.steps(), skip)), skip)
            : where(Pattern.<Signal>begin(first.name(), skip), first);
    pattern = repeated(pattern, first);
    for (Step step : steps.subList(1, steps.size())) {
      pattern = repeated(within(following(cast(pattern), step, skip), step), step);
    }
    return pattern;
  }

  private static Pattern<Signal, ?> following(
      Pattern<Signal, Signal> before, Step step, AfterMatchSkipStrategy skip) {
    if (step.what() instanceof Step.Group group) {
      Pattern<Signal, Signal> inner = cast(chain(group.steps(), skip));
      return switch (step.after()) {
        case NEXT -> before.next(inner);
        case FOLLOWED_BY_ANY -> before.followedByAny(inner);
        default -> before.followedBy(inner);
      };
    }
    String name = step.name();
    return where(
        switch (step.after()) {
          case NEXT -> before.next(name);
          case FOLLOWED_BY_ANY -> before.followedByAny(name);
          case NOT_NEXT -> before.notNext(name);
          case NOT_FOLLOWED_BY -> before.notFollowedBy(name);
          default -> before.followedBy(name);
        },
        step);
  }

  private static Pattern<Signal, ?> where(Pattern<Signal, Signal> pattern, Step step) {
    return pattern.where(new Fits(((Step.One) step.what()).pattern()));
  }

  private static Pattern<Signal, ?> within(Pattern<Signal, ?> pattern, Step step) {
    return step.within() == null
        ? pattern
        : pattern.within(step.within(), WithinType.PREVIOUS_AND_CURRENT);
  }

  private static Pattern<Signal, ?> repeated(Pattern<Signal, ?> pattern, Step step) {
    if (step.once() || step.after().negative()) {
      return pattern;
    }
    Pattern<Signal, ?> times =
        step.most() == null
            ? pattern.timesOrMore(step.least())
            : pattern.times(step.least(), step.most());
    return step.consecutive() ? times.consecutive() : times;
  }

  @SuppressWarnings("unchecked") // no pattern here is of a subtype
  private static Pattern<Signal, Signal> cast(Pattern<Signal, ?> pattern) {
    return (Pattern<Signal, Signal>) pattern;
  }

  /** Whether a signal is of a pattern. */
  private static final class Fits extends SimpleCondition<Signal> {

    private static final long serialVersionUID = 1L;

    private final transient SignalPattern pattern;

    Fits(SignalPattern pattern) {
      this.pattern = pattern;
    }

    @Override
    public boolean filter(Signal signal) {
      return pattern.matches(signal);
    }
  }
}
