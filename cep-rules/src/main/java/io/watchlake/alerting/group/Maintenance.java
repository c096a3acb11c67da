package io.watchlake.alerting.group;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Matchers;
import io.watchlake.model.alert.NotificationReason;
import java.util.Map;
import java.util.Optional;

/** The maintenance windows that are configured. */
public final class Maintenance implements Quiet {

  private final Alerting alerting;

  public Maintenance(Alerting alerting) {
    this.alerting = alerting;
  }

  @Override
  public Optional<Why> of(Map<String, String> labels, long millis) {
    return alerting.maintenanceWindows().stream()
        .filter(
            window ->
                Matchers.all(window.matchers(), labels)
                    && window.timeIntervals().stream()
                        .anyMatch(name -> alerting.holds(name, millis)))
        .findFirst()
        .map(window -> new Why(NotificationReason.MAINTENANCE, window.name()));
  }
}
