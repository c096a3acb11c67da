package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the routing tree as it is configured. What is null is as in the node above, at the root
 * as Alertmanager has it.
 *
 * @param receiver who is told; never null at the root
 * @param groupBy labels that alerts are grouped by; {@link #ALL_LABELS} alone for all of them
 * @param matchers all must match; in Alertmanager's order
 * @param goesOn whether what matches is tried on the following siblings too
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval how long a group waits between two looks at what is new
 * @param repeatInterval how long a group waits before the same is told again
 * @param muteTimeIntervals names of intervals in which nobody is told; never inherited
 * @param activeTimeIntervals names of the only intervals in which anybody is told; empty for
 *     always; never inherited
 * @param routes the nodes below, in the order in which they are tried
 */
public record Route(
    @Nullable String receiver,
    @Nullable List<String> groupBy,
    List<LabelMatcher> matchers,
    boolean goesOn,
    @Nullable Duration groupWait,
    @Nullable Duration groupInterval,
    @Nullable Duration repeatInterval,
    List<String> muteTimeIntervals,
    List<String> activeTimeIntervals,
    List<Route> routes) {

  /** Alone in {@link #groupBy}: an alert is grouped with none but itself. */
  public static final String ALL_LABELS = "...";

  private static final Comparator<LabelMatcher> ORDER =
      Comparator.comparing(LabelMatcher::label)
          .thenComparing(LabelMatcher::value)
          .thenComparing(LabelMatcher::operator);

  public Route {
    groupBy = groupBy == null ? null : List.copyOf(groupBy);
    matchers = matchers.stream().sorted(ORDER).toList();
    muteTimeIntervals = List.copyOf(muteTimeIntervals);
    activeTimeIntervals = List.copyOf(activeTimeIntervals);
    routes = List.copyOf(routes);
  }
}
