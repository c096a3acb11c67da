package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import java.util.List;

/**
 * A silence that comes again and again: nobody is told of some alerts in some intervals of time.
 *
 * @param name names it
 * @param matchers all must match an alert's labels; at least one
 * @param timeIntervals names of the intervals in which it holds; at least one
 */
public record MaintenanceWindow(
    String name, List<LabelMatcher> matchers, List<String> timeIntervals) {

  public MaintenanceWindow {
    matchers = List.copyOf(matchers);
    timeIntervals = List.copyOf(timeIntervals);
  }
}
