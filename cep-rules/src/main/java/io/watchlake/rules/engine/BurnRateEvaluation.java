package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Condition.BurnRate;
import io.watchlake.rules.model.Indicator;
import io.watchlake.rules.slo.ErrorBudget;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How fast an error budget burns, over several windows of one history. What is found is of the pair
 * that is exceeded the most: the burn rate that both of its windows reach.
 */
final class BurnRateEvaluation implements Evaluation {

  private final BurnRate of;
  private final Indicator indicator;
  private final long longest;
  private final long[] lengths;

  BurnRateEvaluation(BurnRate of) {
    this.of = of;
    this.indicator = of.indicator();
    this.longest = of.longest().toMillis();
    this.lengths =
        of.windows().stream()
            .flatMap(window -> Stream.of(window.shortWindow(), window.longWindow()))
            .mapToLong(Duration::toMillis)
            .distinct()
            .sorted()
            .toArray();
  }

  @Override
  public void observe(LevelState state, Settings settings, Signal signal, long time) {
    double weight = indicator.weight(signal);
    if (!Double.isFinite(weight)) {
      return;
    }
    state.windows.add(
        time,
        Evaluation.own(signal),
        Identity.of(signal),
        indicator.of().matches(signal) ? weight : 0,
        indicator.to().matches(signal) ? weight : 0);
  }

  @Override
  public void expire(LevelState state, Settings settings, long time) {
    state.windows.expire(time - longest);
  }

  @Override
  public boolean holds(LevelState state, Settings settings, long time, boolean firing) {
    double worst = Double.NEGATIVE_INFINITY;
    boolean holds = false;
    for (BurnWindow window : of.windows()) {
      double burn =
          Math.min(
              burnRate(state, time - window.shortWindow().toMillis()),
              burnRate(state, time - window.longWindow().toMillis()));
      if (burn / window.factor() > worst) {
        worst = burn / window.factor();
        state.value = burn;
        state.threshold = window.factor();
      }
      holds |= burn > window.factor();
    }
    return holds;
  }

  /** NaN where there were no events, which exceeds nothing. */
  private double burnRate(LevelState state, long since) {
    Windows.Sums sums = state.windows.since(since);
    return ErrorBudget.burnRate(
        indicator.bad(sums.above(), sums.below()), sums.below(), of.budget());
  }

  /** When the oldest signal leaves any of the windows. */
  @Override
  public long due(LevelState state, Settings settings) {
    long due = Machine.NEVER;
    for (long length : lengths) {
      long oldest = state.windows.oldestSince(state.time - length);
      if (oldest != Machine.NEVER) {
        due = Math.min(due, oldest + length);
      }
    }
    return due;
  }

  @Override
  public boolean idle(LevelState state) {
    return state.windows.isEmpty();
  }
}
