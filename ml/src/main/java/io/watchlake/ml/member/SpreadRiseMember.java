package io.watchlake.ml.member;

import io.watchlake.ml.sketch.RunningQuantile;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/** How far the logarithm of the spread is above its own median. */
final class SpreadRiseMember implements Member {

  private static final int FEWEST = 21;

  /** A spread below this share of the scale counts as this. */
  private static final double FLOOR = 0.01;

  /** So that a constant series has a logarithm. */
  private static final double TINY = 1e-30;

  private final RunningQuantile usual = new RunningQuantile(0.5);

  @Override
  public Expectation expectation() {
    return Expectation.SPREAD_RISE;
  }

  @Override
  public double measure(Observation point) {
    double spread = StrictMath.log(point.spread() + FLOOR * point.scale() + TINY);
    double rise = usual.count() >= FEWEST ? Math.max(0, spread - usual.get()) : 0;
    if (point.index() >= Baseline.LONG) {
      usual.add(spread);
    }
    return rise;
  }

  @Override
  public void write(StateWriter out) {
    usual.write(out);
  }

  @Override
  public void read(StateReader in) {
    usual.read(in);
  }
}
