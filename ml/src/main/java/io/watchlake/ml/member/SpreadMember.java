package io.watchlake.ml.member;

/** Standard deviation of 48 values. */
final class SpreadMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.SPREAD;
  }

  @Override
  public double measure(Observation point) {
    return point.spread();
  }
}
