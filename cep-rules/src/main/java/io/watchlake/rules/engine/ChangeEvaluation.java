package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Condition.Change;

/**
 * A value that differs from the mean of those before it. While it does, it is no part of that mean:
 * what is wrong must not become what is usual. When all that was usual is older than the window,
 * learning begins anew.
 */
final class ChangeEvaluation implements Evaluation {

  private final Change change;
  private final long window;

  ChangeEvaluation(Change change) {
    this.change = change;
    this.window = change.window().toMillis();
  }

  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    double value = signal.value();
    if (Double.isNaN(value)) {
      return;
    }
    SeriesState series = state.series.computeIfAbsent(signal.key(), key -> new SeriesState());
    if (series.time == time) {
      return;
    }
    series.baseline.expire(time, window);
    series.time = time;
    series.value = value;
    series.threshold = Double.NaN;
    series.holds = false;
    if (series.baseline.count() >= change.minimum()) {
      double usual = series.baseline.mean();
      series.threshold = usual;
      double difference = (value - usual) / Math.abs(usual);
      series.holds = bad(difference, settings.threshold());
    }
    if (!series.holds && Double.isFinite(value)) {
      series.baseline.add(time, value, window);
    }
  }

  /** Also of nothing that became something: the difference is infinite, or NaN if it did not. */
  private boolean bad(double difference, double share) {
    return switch (change.direction()) {
      case DECREASE -> difference <= -share;
      case INCREASE -> difference >= share;
      case EITHER -> Math.abs(difference) >= share;
    };
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    for (SeriesState series : state.series.values()) {
      if (series.time + ThresholdEvaluation.STALE < time) {
        series.holds = false;
      }
    }
    state.series.values().removeIf(series -> series.time + window < time);
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    for (SeriesState series : state.series.values()) {
      if (series.holds) {
        state.value = series.value;
        state.threshold = series.threshold;
        return true;
      }
    }
    return false;
  }

  @Override
  public long due(LevelState state, Settings settings) {
    long due = Machine.NEVER;
    for (SeriesState series : state.series.values()) {
      long end = series.holds ? Math.min(ThresholdEvaluation.STALE, window) : window;
      due = Math.min(due, series.time + end + 1);
    }
    return due;
  }

  @Override
  public boolean idle(LevelState state) {
    return state.series.isEmpty();
  }
}
