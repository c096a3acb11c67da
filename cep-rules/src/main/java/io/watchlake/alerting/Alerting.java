package io.watchlake.alerting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is configured about who is told of alerts.
 *
 * @param route the root of the routing tree; whatever it names is here
 * @param receivers by whom routes may name
 * @param inhibitRules which alerts keep others quiet
 * @param timeIntervals by the names that routes and maintenance windows have for them
 * @param maintenanceWindows when nobody is told of some alerts, again and again
 * @param externalUrl where people can look; empty for unknown
 */
public record Alerting(
    Route route,
    List<Receiver> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, List<TimeInterval>> timeIntervals,
    List<MaintenanceWindow> maintenanceWindows,
    String externalUrl) {

  public Alerting {
    receivers = List.copyOf(receivers);
    inhibitRules = List.copyOf(inhibitRules);
    timeIntervals = new TreeMap<>(timeIntervals);
    maintenanceWindows = List.copyOf(maintenanceWindows);
  }

  /** Whether an interval holds at a time, in milliseconds since the epoch. */
  public boolean holds(String interval, long millis) {
    return timeIntervals.getOrDefault(interval, List.of()).stream()
        .anyMatch(time -> time.contains(millis));
  }

  /** The receiver of a name. */
  public Optional<Receiver> receiver(String name) {
    return receivers.stream().filter(receiver -> receiver.name().equals(name)).findFirst();
  }
}
