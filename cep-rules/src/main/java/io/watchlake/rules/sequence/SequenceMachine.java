package io.watchlake.rules.sequence;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.engine.Identity;
import io.watchlake.rules.engine.Machine;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.LabelOverride;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Severity;
import io.watchlake.rules.model.Step;
import io.watchlake.rules.model.Step.Contiguity;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/**
 * A sequence on one key. A match fires; the alert goes on for the rule's {@code keep_firing_for},
 * and a match within that time makes it go on for longer, without another alert. State is of the
 * key that the buffer's store has as its current one.
 */
@SuppressWarnings("try") // closing the buffer writes state, and may be interrupted like all of it
public final class SequenceMachine implements Machine {

  private final Compiled compiled;
  private final SequenceBuffer buffer;
  private final Map<String, String> key;
  private final @Nullable LabelOverride override;

  /** A rule's automaton, made once and used for all its keys. */
  public static final class Compiled {

    private final Rule rule;
    private final Sequence sequence;
    private final NFA<Signal> automaton;
    private final AfterMatchSkipStrategy skip;
    private final long within;
    private final Map<String, Long> stepWithin = new HashMap<>();
    private final List<SignalPattern> patterns;
    private final boolean strict;
    private final boolean ofOneSource;

    /**
     * @throws IllegalArgumentException for a combination of steps that cannot be
     */
    public Compiled(Rule rule) {
      this.sequence = (Sequence) rule.condition();
      this.rule = rule;
      this.automaton = SequencePattern.compile(sequence);
      this.skip = SequencePattern.skip(sequence);
      this.within = sequence.within().toMillis();
      this.patterns = sequence.patterns();
      this.strict = strict(sequence.steps());
      this.ofOneSource = patterns.stream().map(SignalPattern::source).distinct().count() == 1;
      timeouts(sequence.steps());
    }

    /** Whether a signal that is of no step may keep a match from being. */
    private static boolean strict(List<Step> steps) {
      return steps.stream()
          .anyMatch(
              step ->
                  step.after() == Contiguity.NEXT
                      || step.after() == Contiguity.NOT_NEXT
                      || step.consecutive()
                      || (step.what() instanceof Step.Group group && strict(group.steps())));
    }

    /**
     * Whether all steps look at the same signals but for their values. These come in order, so that
     * a step need not wait for what another source may have told of the time before it.
     */
    public boolean ofOneSource() {
      return ofOneSource;
    }

    /** Whether a signal may change anything; those that may not need not come. */
    public boolean needs(Signal signal) {
      return strict || patterns.stream().anyMatch(pattern -> pattern.matches(signal));
    }

    private void timeouts(List<Step> steps) {
      for (Step step : steps) {
        if (step.within() != null) {
          stepWithin.put(step.name(), step.within().toMillis());
        }
        if (step.what() instanceof Step.Group group) {
          timeouts(group.steps());
        }
      }
    }
  }

  /** The machine of a rule and key. */
  public SequenceMachine(Compiled compiled, Map<String, String> key, SequenceBuffer buffer) {
    this.compiled = compiled;
    this.buffer = buffer;
    this.key = key;
    this.override = compiled.rule.override(key);
  }

  @Override
  public void signal(Signal signal, Consumer<Transition> out) throws Exception {
    signal(signal, TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano()), out);
  }

  /**
   * Takes in a signal that may have come late, and so counts later than it was: not before those
   * that came before it. Whether a match is within the time of the sequence goes by when signals
   * were all the same.
   *
   * @param earliest it counts then or later, milliseconds since the epoch
   */
  public void signal(Signal signal, long earliest, Consumer<Transition> out) throws Exception {
    if ((override != null && override.disabled()) || !compiled.needs(signal)) {
      return;
    }
    Long last = buffer.last().value();
    long time = last == null ? earliest : Math.max(earliest, last);
    advance(time - 1, out);
    long identity = Identity.of(signal);
    if (buffer.seen().contains(identity)) {
      return;
    }
    buffer.seen().put(identity, time);
    buffer.last().update(time);
    if (buffer.forget().value() == null) {
      buffer.forget().update(time + compiled.within);
    }
    NFAState state = state();
    try (SharedBufferAccessor<Signal> accessor = buffer.shared().getAccessor()) {
      timeouts(accessor, state, time, out);
      Collection<Map<String, List<Signal>>> matches =
          compiled.automaton.process(accessor, state, signal, time, compiled.skip, () -> time);
      for (Map<String, List<Signal>> match : matches) {
        fire(match, time, out);
      }
    }
    keep(state);
  }

  @Override
  public void advance(long millis, Consumer<Transition> out) throws Exception {
    for (long due = due(); due <= millis; due = due()) {
      Long until = buffer.firing().value();
      if (until != null && until <= due) {
        buffer.firing().clear();
        tell(AlertStatus.RESOLVED, until, until, Map.of(), out);
      }
      NFAState state = state();
      try (SharedBufferAccessor<Signal> accessor = buffer.shared().getAccessor()) {
        timeouts(accessor, state, due, out);
      }
      keep(state);
      forget(due);
    }
  }

  /** Ends what has begun, since the rule goes. */
  public void end(long millis, Consumer<Transition> out) throws Exception {
    if (buffer.firing().value() != null) {
      tell(AlertStatus.RESOLVED, millis, millis, Map.of(), out);
    }
  }

  /** What time alone completes: a sequence that ends with what did not come. */
  private void timeouts(
      SharedBufferAccessor<Signal> accessor, NFAState state, long time, Consumer<Transition> out)
      throws Exception {
    for (Map<String, List<Signal>> match :
        compiled.automaton.advanceTime(accessor, state, time, compiled.skip).f0) {
      fire(match, time, out);
    }
  }

  private void fire(Map<String, List<Signal>> match, long time, Consumer<Transition> out)
      throws Exception {
    if (!inTime(match)) {
      return;
    }
    Long until = buffer.firing().value();
    buffer.firing().update(time + compiled.rule.keepFiringFor().toMillis());
    if (until != null) {
      return;
    }
    Map<String, String> evidence = new TreeMap<>();
    match.forEach(
        (step, signals) ->
            evidence.put(
                "step." + step, String.join(",", signals.stream().map(Signal::id).toList())));
    long since =
        match.values().stream()
            .flatMap(List::stream)
            .map(Signal::timeUnixNano)
            .min(Comparator.naturalOrder())
            .map(TimeUnit.NANOSECONDS::toMillis)
            .orElse(time);
    tell(AlertStatus.FIRING, time, since, evidence, out);
  }

  /**
   * Whether the match is within the time of the sequence and each step came in its own time after
   * the one before it. Flink CEP sees to that itself, but not behind a step that may come once
   * more, nor of what came late.
   */
  private boolean inTime(Map<String, List<Signal>> match) {
    LongSummaryStatistics times =
        match.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.summarizingLong(Signal::timeUnixNano));
    if (TimeUnit.NANOSECONDS.toMillis(times.getMax() - times.getMin()) >= compiled.within) {
      return false;
    }
    List<Signal> before = List.of();
    for (Step step : compiled.sequence.steps()) {
      List<Signal> signals = match.getOrDefault(step.name(), List.of());
      if (step.within() != null && !before.isEmpty() && !signals.isEmpty()) {
        long last = before.get(before.size() - 1).timeUnixNano();
        if (signals.get(0).timeUnixNano() - last >= step.within().toNanos()) {
          return false;
        }
      }
      if (!step.after().negative()) {
        before = signals;
      }
    }
    return true;
  }

  private void tell(
      AlertStatus status,
      long time,
      long since,
      Map<String, String> evidence,
      Consumer<Transition> out) {
    Severity severity =
        override == null || override.severity() == null
            ? compiled.rule.severity()
            : override.severity();
    out.accept(
        new Transition(key, status, time, since, Double.NaN, Double.NaN, severity, evidence));
  }

  private NFAState state() throws Exception {
    NFAState state = buffer.automaton().value();
    return state == null ? compiled.automaton.createInitialNFAState() : state;
  }

  private void keep(NFAState state) throws Exception {
    if (begun(state)) {
      buffer.automaton().update(state);
    } else {
      buffer.automaton().clear();
    }
  }

  /** Whether any match has begun. */
  private static boolean begun(NFAState state) {
    return !state.getCompletedMatches().isEmpty()
        || state.getPartialMatches().stream().anyMatch(match -> match.getStartEventID() != null);
  }

  private void forget(long time) throws Exception {
    Long next = buffer.forget().value();
    if (next == null || next > time) {
      return;
    }
    long oldest = NEVER;
    for (Iterator<Map.Entry<Long, Long>> each = buffer.seen().iterator(); each.hasNext(); ) {
      long seen = each.next().getValue();
      if (seen + compiled.within <= time) {
        each.remove();
      } else {
        oldest = Math.min(oldest, seen);
      }
    }
    if (oldest == NEVER) {
      buffer.forget().clear();
    } else {
      buffer.forget().update(oldest + compiled.within);
    }
  }

  @Override
  public long due() throws Exception {
    long due = NEVER;
    Long until = buffer.firing().value();
    if (until != null) {
      due = until;
    }
    NFAState state = buffer.automaton().value();
    if (state != null) {
      for (ComputationState match : state.getPartialMatches()) {
        due = Math.min(due, timeout(match));
      }
    }
    Long next = buffer.forget().value();
    return next == null ? due : Math.min(due, next);
  }

  private long timeout(ComputationState match) {
    if (match.getStartEventID() == null) {
      return NEVER;
    }
    long due = match.getStartTimestamp() + compiled.within;
    Long step = compiled.stepWithin.get(match.getCurrentStateName());
    return step == null ? due : Math.min(due, match.getPreviousTimestamp() + step);
  }

  @Override
  public boolean idle() throws Exception {
    return buffer.firing().value() == null
        && buffer.automaton().value() == null
        && buffer.forget().value() == null;
  }
}
