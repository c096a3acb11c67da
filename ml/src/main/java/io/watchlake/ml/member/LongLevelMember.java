package io.watchlake.ml.member;

/** Distance of the mean of 48 values from the median. */
final class LongLevelMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.LONG_LEVEL;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.longDeviation());
  }
}
