package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Condition.Absence;

/** A signal that has not come for the rule's duration. */
final class AbsenceEvaluation implements Evaluation {

  private final Absence absence;

  AbsenceEvaluation(Absence absence) {
    this.absence = absence;
  }

  /** A window without any value is no sign of life. */
  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    boolean empty = Double.isNaN(signal.value()) && signal.evidence().containsKey("stale");
    if (!empty && absence.signal().matches(signal)) {
      state.seen = time;
    }
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    if (!state.expected
        && state.seen != LevelState.NOT_YET
        && state.seen + settings.forgetAfter() <= time) {
      state.seen = LevelState.NOT_YET;
    }
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    if (state.seen == LevelState.NOT_YET || time - state.seen < settings.duration()) {
      return false;
    }
    state.value = (time - state.seen) / 1000.0;
    state.threshold = settings.duration() / 1000.0;
    return true;
  }

  @Override
  public long due(LevelState state, Settings settings) {
    if (state.seen == LevelState.NOT_YET) {
      return Machine.NEVER;
    }
    if (state.phase != LevelState.Phase.FIRING) {
      return state.seen + settings.duration();
    }
    return state.expected ? Machine.NEVER : state.seen + settings.forgetAfter();
  }

  /** The time that nothing came is the condition itself. */
  @Override
  public long duration(Settings settings) {
    return 0;
  }

  @Override
  public boolean idle(LevelState state) {
    return state.seen == LevelState.NOT_YET;
  }
}
