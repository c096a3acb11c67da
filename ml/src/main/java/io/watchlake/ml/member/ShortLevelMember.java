package io.watchlake.ml.member;

/** Distance of the mean of 12 values from the median. */
final class ShortLevelMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.SHORT_LEVEL;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.shortDeviation());
  }
}
