package io.watchlake.alerting.route;

import io.watchlake.alerting.Matchers;
import io.watchlake.alerting.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of the routing tree with all that it inherits.
 *
 * @param key the matchers from the root to here; not unique: siblings may have the same
 * @param groupBy labels that alerts are grouped by
 * @param groupByAll whether they are grouped by all of their labels instead
 */
public record RouteNode(
    String key,
    String receiver,
    Set<String> groupBy,
    boolean groupByAll,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteTimeIntervals,
    List<String> activeTimeIntervals) {

  private static final Duration GROUP_WAIT = Duration.ofSeconds(30);
  private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);
  private static final Duration REPEAT_INTERVAL = Duration.ofHours(4);

  public RouteNode {
    groupBy = new TreeSet<>(groupBy);
    muteTimeIntervals = List.copyOf(muteTimeIntervals);
    activeTimeIntervals = List.copyOf(activeTimeIntervals);
  }

  /**
   * A node below another.
   *
   * @param parent null for the root
   */
  static RouteNode of(Route route, @Nullable RouteNode parent) {
    String matchers = Matchers.show(route.matchers());
    List<String> by = route.groupBy();
    boolean all =
        by == null ? parent != null && parent.groupByAll() : by.contains(Route.ALL_LABELS);
    Set<String> labels =
        by == null || by.contains(Route.ALL_LABELS)
            ? parent == null ? Set.of() : parent.groupBy()
            : new TreeSet<>(by);
    return new RouteNode(
        parent == null ? matchers : parent.key() + '/' + matchers,
        orElse(route.receiver(), parent == null ? "" : parent.receiver()),
        labels,
        all,
        orElse(route.groupWait(), parent == null ? GROUP_WAIT : parent.groupWait()),
        orElse(route.groupInterval(), parent == null ? GROUP_INTERVAL : parent.groupInterval()),
        orElse(route.repeatInterval(), parent == null ? REPEAT_INTERVAL : parent.repeatInterval()),
        route.muteTimeIntervals(),
        route.activeTimeIntervals());
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  /** Names the node. Of siblings with the same matchers and receiver it means the first. */
  public String id() {
    return key + '\n' + receiver;
  }

  /** The labels that an alert is grouped by here. */
  public Map<String, String> groupLabels(Map<String, String> labels) {
    Map<String, String> group = new TreeMap<>(labels);
    if (!groupByAll) {
      group.keySet().retainAll(groupBy);
    }
    return group;
  }

  /** Names a group of this node, as Alertmanager's webhook does. */
  public String groupKey(Map<String, String> groupLabels) {
    return key
        + ':'
        + new TreeMap<>(groupLabels)
            .entrySet().stream()
                .map(label -> label.getKey() + '=' + quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
  }

  /** In double quotes, as Go's {@code %q} has it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (Character.isISOControl(point)) {
                    quoted.append(String.format("\\x%02x", point));
                  } else {
                    quoted.appendCodePoint(point);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
