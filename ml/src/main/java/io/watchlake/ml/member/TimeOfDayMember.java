package io.watchlake.ml.member;

/** Distance from this time of day, in its usual deviations. */
final class TimeOfDayMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.TIME_OF_DAY;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.standardised());
  }
}
