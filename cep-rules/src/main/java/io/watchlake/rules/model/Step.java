package io.watchlake.rules.model;

import io.watchlake.model.signal.SignalPattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a sequence.
 *
 * @param name names it in evidence and templates; unique in its rule
 * @param after how it follows the step before it
 * @param what a pattern of signals, or steps that belong together
 * @param least how many times it must come
 * @param most how many times it may come; null for no limit
 * @param consecutive whether nothing that the rule looks at may come between its repeats
 * @param within how soon it must come after the step before it; null for any time
 */
public record Step(
    String name,
    Contiguity after,
    What what,
    int least,
    @Nullable Integer most,
    boolean consecutive,
    @Nullable Duration within) {

  /** What a step is of. */
  public sealed interface What {}

  /** A signal. */
  public record One(SignalPattern pattern) implements What {}

  /** Several steps, in their order. */
  public record Group(List<Step> steps) implements What {
    public Group {
      steps = List.copyOf(steps);
    }
  }

  /** How a step follows the one before it; the word is what is written. */
  public enum Contiguity {
    /** The first step of a sequence or group. */
    BEGIN("begin"),
    /** The very next signal of those that the rule looks at. */
    NEXT("next"),
    /** The next one that fits; others may come between. */
    FOLLOWED_BY("followed_by"),
    /** Any one that fits: each makes a match of its own. */
    FOLLOWED_BY_ANY("followed_by_any"),
    /** The very next signal is not one that fits. */
    NOT_NEXT("not_next"),
    /** None that fits comes before the next step, or within the time of the sequence. */
    NOT_FOLLOWED_BY("not_followed_by");

    private final String word;

    Contiguity(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** Whether it says what must not come. */
    public boolean negative() {
      return this == NOT_NEXT || this == NOT_FOLLOWED_BY;
    }
  }

  /** Whether it comes exactly once. */
  public boolean once() {
    return least == 1 && most != null && most == 1;
  }

  /** Every pattern of signals in it. */
  public List<SignalPattern> patterns() {
    if (what instanceof Group group) {
      return group.steps().stream().flatMap(step -> step.patterns().stream()).toList();
    }
    return List.of(((One) what).pattern());
  }
}
