package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.Condition.Ratio;

/** One sum over a sliding window divided by another. */
final class RatioEvaluation implements Evaluation {

  private final Ratio ratio;
  private final long window;

  RatioEvaluation(Ratio ratio) {
    this.ratio = ratio;
    this.window = ratio.window().toMillis();
  }

  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    double weight = (double) signal.records() * (ratio.values() ? signal.value() : 1);
    if (Double.isNaN(weight)) {
      return;
    }
    double above = ratio.of().matches(signal) ? weight : 0;
    double below = ratio.to().matches(signal) ? weight : 0;
    state.windows.add(time, Evaluation.own(signal), Identity.of(signal), above, below);
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    state.windows.expire(time - window);
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    double below = state.windows.below();
    if (state.windows.isEmpty() || below == 0 || below < ratio.minimum()) {
      return false;
    }
    double value = state.windows.above() / below;
    state.value = value;
    state.threshold = settings.threshold();
    return ratio.operator().holds(value, firing ? settings.recovery() : settings.threshold());
  }

  @Override
  public long due(LevelState state, Settings settings) {
    return state.windows.isEmpty() ? Machine.NEVER : state.windows.oldest() + window;
  }

  @Override
  public boolean idle(LevelState state) {
    return state.windows.isEmpty();
  }
}
