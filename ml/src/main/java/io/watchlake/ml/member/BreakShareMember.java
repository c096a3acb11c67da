package io.watchlake.ml.member;

import io.watchlake.ml.sketch.RecentFlags;
import io.watchlake.ml.sketch.TailSketch;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/** How many of the last values were farther out than a given share of all before. */
final class BreakShareMember implements Member {

  private static final int FEWEST = 50;
  private static final int BUCKETS = 48;

  private final Expectation expectation;
  private final double[] share;
  private final TailSketch past = new TailSketch(BUCKETS);
  private final RecentFlags far;
  private final double[] farthest = new double[1];

  private BreakShareMember(Expectation expectation, double share, int last) {
    this.expectation = expectation;
    this.share = new double[] {share};
    far = new RecentFlags(last);
  }

  /** Values beyond 95 % of the standardised residuals, among the last 72. */
  static BreakShareMember ofSeason() {
    return new BreakShareMember(Expectation.SEASON_BREAKS, 0.05, 72);
  }

  /** Values beyond 90 % of the distances from the median, among the last 48. */
  static BreakShareMember ofLevel() {
    return new BreakShareMember(Expectation.LEVEL_BREAKS, 0.10, 48);
  }

  @Override
  public Expectation expectation() {
    return expectation;
  }

  @Override
  public double measure(Observation point) {
    float out =
        (float)
            Math.abs(
                expectation == Expectation.SEASON_BREAKS
                    ? point.standardised()
                    : point.deviation());
    past.upper(share, farthest);
    far.add(out > farthest[0] && point.index() > FEWEST);
    past.add(out);
    return far.share();
  }

  @Override
  public void write(StateWriter out) {
    past.write(out);
    far.write(out);
  }

  @Override
  public void read(StateReader in) {
    past.read(in);
    far.read(in);
  }
}
