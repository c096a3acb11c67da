package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalLabels;
import io.watchlake.rules.model.Condition.Count;

/** How many signals, or different values of a label, a sliding window has. */
final class CountEvaluation implements Evaluation {

  /** Of how many values of a label is kept when they last came; more are not counted. */
  private static final int MOST_VALUES = 10_000;

  private final Count count;
  private final long window;

  CountEvaluation(Count count) {
    this.count = count;
    this.window = count.window().toMillis();
  }

  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    state.seen = time;
    if (!count.signal().matches(signal)) {
      return;
    }
    if (count.distinct() == null) {
      state.windows.add(
          time, Evaluation.own(signal), Identity.of(signal), (double) signal.records(), 0);
      return;
    }
    String value = SignalLabels.get(signal, count.distinct());
    if (state.series.containsKey(value) || state.series.size() < MOST_VALUES) {
      state.series.computeIfAbsent(value, key -> new SeriesState()).time = time;
    }
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    state.windows.expire(time - window);
    state.series.values().removeIf(value -> value.time <= time - window);
    if (state.seen != LevelState.NOT_YET && state.seen + forget(settings) <= time) {
      state.seen = LevelState.NOT_YET;
    }
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    if (state.seen == LevelState.NOT_YET) {
      return false;
    }
    double value = count.distinct() == null ? state.windows.above() : state.series.size();
    boolean holds = count.operator().holds(value, settings.threshold());
    if (holds || firing) {
      state.value = value;
      state.threshold = settings.threshold();
    }
    return holds;
  }

  @Override
  public long due(LevelState state, Settings settings) {
    long due = Machine.NEVER;
    if (!state.windows.isEmpty()) {
      due = state.windows.oldest() + window;
    }
    for (SeriesState value : state.series.values()) {
      due = Math.min(due, value.time + window);
    }
    if (state.seen != LevelState.NOT_YET) {
      due = Math.min(due, state.seen + forget(settings));
    }
    return due;
  }

  /** What still counts is not forgotten. */
  private long forget(Settings settings) {
    return Math.max(settings.forgetAfter(), window);
  }

  /** Too few is so without any signal too, until that is forgotten; too many is not. */
  @Override
  public boolean idle(LevelState state) {
    return state.windows.isEmpty()
        && state.series.isEmpty()
        && (state.seen == LevelState.NOT_YET || count.operator().upwards());
  }
}
