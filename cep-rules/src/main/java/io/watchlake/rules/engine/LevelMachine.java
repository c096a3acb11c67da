package io.watchlake.rules.engine;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.engine.LevelState.Phase;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A rule of any condition but a sequence, on one key: whether the condition holds now, for how long
 * it has, and what the alert is by that. Of Prometheus' semantics: an alert that is pending ends at
 * once when the condition does; one that fires goes on for {@code keep_firing_for}, and when the
 * condition holds again meanwhile, it is as if it always had.
 */
public final class LevelMachine implements Machine {

  private final Evaluation evaluation;
  private final Map<String, String> key;
  private final Settings settings;
  private final LevelState state;

  /**
   * The machine of a rule and key.
   *
   * @param state what it has kept so far; changed by what comes
   */
  public LevelMachine(Rule rule, Map<String, String> key, LevelState state) {
    this.evaluation = evaluation(rule.condition());
    this.key = key;
    this.settings = Settings.of(rule, key);
    this.state = state;
  }

  private static Evaluation evaluation(Condition condition) {
    if (condition instanceof Condition.Threshold of) {
      return new ThresholdEvaluation(of);
    } else if (condition instanceof Condition.Change of) {
      return new ChangeEvaluation(of);
    } else if (condition instanceof Condition.Ratio of) {
      return new RatioEvaluation(of);
    } else if (condition instanceof Condition.BurnRate of) {
      return new BurnRateEvaluation(of);
    } else if (condition instanceof Condition.Count of) {
      return new CountEvaluation(of);
    } else if (condition instanceof Condition.Absence of) {
      return new AbsenceEvaluation(of);
    }
    throw new IllegalArgumentException("a sequence has a machine of its own");
  }

  /** Says that the key is one that is to come, and waited for from now on. */
  public void expect(long millis) {
    state.expected = true;
    if (state.seen == LevelState.NOT_YET) {
      state.seen = millis;
    }
  }

  @Override
  public void signal(Signal signal, Consumer<Transition> out) {
    if (settings.disabled()) {
      return;
    }
    // What comes late counts as what has come just now, in the order of its arrival.
    long time = Math.max(state.time, Evaluation.own(signal));
    advance(time - 1, out);
    state.time = time;
    evaluation.expire(state, settings, time);
    evaluation.observe(state, settings, signal, time);
    state.signal = signal.id();
    settle(time, out);
  }

  @Override
  public void advance(long millis, Consumer<Transition> out) {
    for (long due = due(); due <= millis; due = due()) {
      evaluation.expire(state, settings, due);
      settle(due, out);
      state.time = Math.max(state.time, due);
    }
  }

  /** Ends what has begun, since the rule goes. */
  public void end(long millis, Consumer<Transition> out) {
    if (state.phase == Phase.PENDING) {
      end(AlertStatus.CANCELLED, Math.max(state.time, millis), out);
    } else if (state.phase != Phase.INACTIVE) {
      end(AlertStatus.RESOLVED, Math.max(state.time, millis), out);
    }
  }

  /** Brings the alert to what it is at a time. */
  private void settle(long time, Consumer<Transition> out) {
    boolean firing = state.phase == Phase.FIRING || state.phase == Phase.KEEPING;
    boolean holds = evaluation.holds(state, settings, time, firing);
    if (holds) {
      if (state.phase == Phase.INACTIVE) {
        state.since = time;
        state.phase = Phase.PENDING;
        if (evaluation.duration(settings) > 0) {
          tell(AlertStatus.PENDING, time, out);
        }
      } else if (state.phase == Phase.KEEPING) {
        state.phase = Phase.FIRING;
        state.keepSince = LevelState.NOT_YET;
      }
      if (state.phase == Phase.PENDING && time - state.since >= evaluation.duration(settings)) {
        state.phase = Phase.FIRING;
        tell(AlertStatus.FIRING, time, out);
      }
      return;
    }
    if (state.phase == Phase.PENDING) {
      end(AlertStatus.CANCELLED, time, out);
    } else if (firing) {
      if (state.phase == Phase.FIRING) {
        state.phase = Phase.KEEPING;
        state.keepSince = time;
      }
      if (time - state.keepSince >= settings.keepFiringFor()) {
        end(AlertStatus.RESOLVED, time, out);
      }
    }
  }

  private void end(AlertStatus status, long time, Consumer<Transition> out) {
    tell(status, time, out);
    state.phase = Phase.INACTIVE;
    state.since = LevelState.NOT_YET;
    state.keepSince = LevelState.NOT_YET;
    state.value = Double.NaN;
    state.threshold = Double.NaN;
  }

  private void tell(AlertStatus status, long time, Consumer<Transition> out) {
    out.accept(
        new Transition(
            key,
            status,
            time,
            state.since,
            state.value,
            state.threshold,
            settings.severity(),
            state.signal.isEmpty() ? Map.of() : Map.of("signal", state.signal)));
  }

  @Override
  public long due() {
    if (settings.disabled()) {
      return NEVER;
    }
    long due = evaluation.due(state, settings);
    if (state.phase == Phase.PENDING) {
      due = Math.min(due, state.since + evaluation.duration(settings));
    } else if (state.phase == Phase.KEEPING) {
      due = Math.min(due, state.keepSince + settings.keepFiringFor());
    }
    return due;
  }

  @Override
  public boolean idle() {
    return state.phase == Phase.INACTIVE && !state.expected && evaluation.idle(state);
  }
}
