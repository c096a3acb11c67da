package io.watchlake.ml.member;

/** Mean of 48 distances from the time of day, with their signs. */
final class LongSeasonMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.LONG_SEASON;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.longResidual());
  }
}
