package io.watchlake.rules.engine;

import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Condition.Threshold;
import java.time.Duration;

/**
 * A value beyond a threshold: of a key with several series it holds when it holds for any. A series
 * that has not been heard of for {@link #STALE} has no value, as in Prometheus.
 */
final class ThresholdEvaluation implements Evaluation {

  /** How long a value is good for. */
  static final long STALE = Duration.ofMinutes(5).toMillis();

  private final Operator operator;

  ThresholdEvaluation(Threshold condition) {
    this.operator = condition.operator();
  }

  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    SeriesState before = state.series.get(signal.key());
    long own = Evaluation.own(signal);
    if ((before != null && own < before.time) || own + STALE < time) {
      return;
    }
    if (Double.isNaN(signal.value())) {
      state.series.remove(signal.key());
      return;
    }
    SeriesState series = state.series.computeIfAbsent(signal.key(), key -> new SeriesState());
    series.time = own;
    series.value = signal.value();
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    state.series.values().removeIf(series -> series.time + STALE < time);
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    double threshold = firing ? settings.recovery() : settings.threshold();
    boolean holds = false;
    for (SeriesState series : state.series.values()) {
      if (operator.holds(series.value, threshold)
          && (!holds || operator.holds(series.value, state.value))) {
        holds = true;
        state.value = series.value;
        state.threshold = settings.threshold();
      }
    }
    if (!holds && firing && !state.series.isEmpty()) {
      state.value = state.series.values().iterator().next().value;
    }
    return holds;
  }

  @Override
  public long due(LevelState state, Settings settings) {
    if (state.phase == LevelState.Phase.INACTIVE && state.series.isEmpty()) {
      return Machine.NEVER;
    }
    long due = Machine.NEVER;
    for (SeriesState series : state.series.values()) {
      due = Math.min(due, series.time + STALE + 1);
    }
    return due;
  }

  @Override
  public boolean idle(LevelState state) {
    return state.series.isEmpty();
  }
}
