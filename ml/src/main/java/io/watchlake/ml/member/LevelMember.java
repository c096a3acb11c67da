package io.watchlake.ml.member;

/** Distance from the median. */
final class LevelMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.LEVEL;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.deviation());
  }
}
