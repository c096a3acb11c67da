package io.watchlake.rules.run;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.LevelMachine;
import io.watchlake.rules.engine.LevelState;
import io.watchlake.rules.engine.Machine;
import io.watchlake.rules.engine.RuleIndex;
import io.watchlake.rules.engine.RuleKey;
import io.watchlake.rules.engine.Transition;
import io.watchlake.rules.model.Condition.Absence;
import io.watchlake.rules.model.Condition.Sequence;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.sequence.SequenceBuffer;
import io.watchlake.rules.sequence.SequenceMachine;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Rules at work in memory, over signals in the order of their times. */
public final class RuleRun implements AutoCloseable {

  private record At(String rule, Map<String, String> key) {}

  private static final Comparator<At> ORDER =
      Comparator.comparing(At::rule).thenComparing(at -> at.key().toString());

  private final BiConsumer<Rule, Transition> out;
  private final Map<String, Rule> rules = new HashMap<>();
  private final RuleIndex<Rule> index;
  private final Map<String, SequenceMachine.Compiled> compiled = new HashMap<>();
  private final Map<At, LevelState> levels = new HashMap<>();
  private final MemoryStore store = new MemoryStore();
  private final SequenceBuffer buffer = new SequenceBuffer(store, new ByReference());

  /** Which machines wait for which time. */
  private final TreeMap<Long, TreeSet<At>> waiting = new TreeMap<>();

  private final Map<At, Long> dues = new HashMap<>();

  /**
   * Begins.
   *
   * @param beginMillis since when what is expected is waited for, milliseconds since the epoch
   * @param out takes what becomes of alerts, in the order of time
   * @throws IllegalArgumentException for a sequence that cannot be
   */
  public RuleRun(Collection<Rule> rules, long beginMillis, BiConsumer<Rule, Transition> out)
      throws Exception {
    this.out = out;
    this.index = new RuleIndex<>(rules, rule -> rule);
    for (Rule rule : rules) {
      this.rules.put(rule.name(), rule);
      if (rule.condition() instanceof Sequence) {
        compiled.put(rule.name(), new SequenceMachine.Compiled(rule));
      }
      if (rule.condition() instanceof Absence absence) {
        for (Map<String, String> key : expected(rule, absence)) {
          At at = new At(rule.name(), new TreeMap<>(key));
          LevelState state = new LevelState();
          levels.put(at, state);
          new LevelMachine(rule, at.key(), state).expect(beginMillis);
          settle(at, machine(at));
        }
      }
    }
  }

  private static List<Map<String, String>> expected(Rule rule, Absence absence) {
    boolean one = rule.key() != null && rule.key().isEmpty();
    return one ? List.of(Map.of()) : absence.expected();
  }

  /** Takes a signal; it is not older than what came before. */
  public void signal(Signal signal) throws Exception {
    advance(TimeUnit.NANOSECONDS.toMillis(signal.timeUnixNano()) - 1);
    for (Rule rule : index.of(signal)) {
      At at = new At(rule.name(), RuleKey.of(rule, signal));
      Machine machine = machine(at);
      machine.signal(signal, transition -> out.accept(rule, transition));
      settle(at, machine);
    }
  }

  /** Says that it is {@code millis} now. */
  public void advance(long millis) throws Exception {
    while (!waiting.isEmpty() && waiting.firstKey() <= millis) {
      long due = waiting.firstKey();
      At at = waiting.firstEntry().getValue().first();
      Machine machine = machine(at);
      Rule rule = rule(at);
      machine.advance(due, transition -> out.accept(rule, transition));
      settle(at, machine);
    }
  }

  private Rule rule(At at) {
    Rule rule = rules.get(at.rule());
    if (rule == null) {
      throw new IllegalStateException("there is no rule " + at.rule());
    }
    return rule;
  }

  private Machine machine(At at) {
    SequenceMachine.Compiled sequence = compiled.get(at.rule());
    if (sequence != null) {
      store.use(at);
      return new SequenceMachine(sequence, at.key(), buffer);
    }
    return new LevelMachine(
        rule(at), at.key(), levels.computeIfAbsent(at, ignored -> new LevelState()));
  }

  /** Waits for what is due next, and forgets what is idle. */
  private void settle(At at, Machine machine) throws Exception {
    Long before = dues.remove(at);
    if (before != null) {
      TreeSet<At> others = waiting.get(before);
      if (others != null) {
        others.remove(at);
        if (others.isEmpty()) {
          waiting.remove(before);
        }
      }
    }
    if (machine.idle()) {
      levels.remove(at);
      store.remove(at);
      return;
    }
    long due = machine.due();
    if (due != Machine.NEVER) {
      dues.put(at, due);
      waiting.computeIfAbsent(due, ignored -> new TreeSet<>(ORDER)).add(at);
    }
  }

  /** Whether nothing is kept of any key, as it should be some time after the last signal. */
  public boolean isEmpty() {
    return levels.isEmpty() && store.isEmpty();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
