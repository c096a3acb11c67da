package io.watchlake.ml.member;

import io.watchlake.ml.sketch.RecentValues;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/** Distance of the standardised residual from the median of the last 24. */
final class StepMember implements Member {

  private static final int LAST = 24;

  private final RecentValues before = new RecentValues(LAST);

  @Override
  public Expectation expectation() {
    return Expectation.STEP;
  }

  @Override
  public double measure(Observation point) {
    double step = Math.abs(point.standardised() - before.median());
    before.add(point.standardised());
    return step;
  }

  @Override
  public void write(StateWriter out) {
    before.write(out);
  }

  @Override
  public void read(StateReader in) {
    before.read(in);
  }
}
