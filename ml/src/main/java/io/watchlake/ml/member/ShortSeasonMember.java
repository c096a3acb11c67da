package io.watchlake.ml.member;

/** Mean of 12 distances from the time of day, with their signs. */
final class ShortSeasonMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.SHORT_SEASON;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.shortResidual());
  }
}
