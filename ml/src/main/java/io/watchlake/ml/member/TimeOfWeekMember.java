package io.watchlake.ml.member;

/** Distance from this hour of the week. */
final class TimeOfWeekMember implements Member {

  @Override
  public Expectation expectation() {
    return Expectation.TIME_OF_WEEK;
  }

  @Override
  public double measure(Observation point) {
    return Math.abs(point.weekly());
  }
}
