package io.watchlake.alerting;

import io.watchlake.alerting.oncall.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is configured about who is told of alerts.
 *
 * @param route the root of the routing tree; whatever it names is here
 * @param receivers by whom routes may name
 * @param inhibitRules which alerts keep others quiet
 * @param timeIntervals by the names that routes and maintenance windows have for them
 * @param maintenanceWindows when nobody is told of some alerts, again and again
 * @param schedules who is on call, by the names that receivers have for them
 * @param correlation which alerts are of one incident; null where it is not asked
 * @param externalUrl where people can look; empty for unknown
 */
public record Alerting(
    Route route,
    List<Receiver> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, List<TimeInterval>> timeIntervals,
    List<MaintenanceWindow> maintenanceWindows,
    List<Schedule> schedules,
    @Nullable Correlation correlation,
    String externalUrl) {

  public Alerting {
    receivers = List.copyOf(receivers);
    inhibitRules = List.copyOf(inhibitRules);
    timeIntervals = new TreeMap<>(timeIntervals);
    maintenanceWindows = List.copyOf(maintenanceWindows);
    schedules = List.copyOf(schedules);
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

  /**
   * Who is on call by a schedule at a time, by the names in its calendar; empty for nobody.
   *
   * @param millis milliseconds since the epoch
   */
  public List<String> onCall(String schedule, long millis) {
    return schedules.stream()
        .filter(one -> one.name().equals(schedule))
        .flatMap(one -> one.calendar().at(millis).stream())
        .toList();
  }

  /**
   * Who is told at a time where a receiver is to be told: it itself, or the receivers of those on
   * call by its schedule.
   *
   * @param millis milliseconds since the epoch
   * @return empty where there is no such receiver
   */
  public List<Receiver> recipients(String name, long millis) {
    Receiver receiver = receiver(name).orElse(null);
    if (receiver == null) {
      return List.of();
    }
    String schedule = receiver.onCall();
    List<Receiver> onCall =
        schedule == null
            ? List.of()
            : onCall(schedule, millis).stream()
                .flatMap(person -> receiver(person).stream())
                .toList();
    return onCall.isEmpty() ? List.of(receiver) : onCall;
  }
}
