package io.watchlake.app.notify;

import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Notifications of tests. */
final class Notifications {

  private Notifications() {}

  /** One alert that fires, of a group of this name. */
  static Notification of(String receiver, String group, Instant decided) {
    return of(receiver, group, decided, true);
  }

  static Notification of(String receiver, String group, Instant decided, boolean fires) {
    long at = TimeUnit.SECONDS.toNanos(decided.getEpochSecond()) + decided.getNano();
    return new Notification(
        "live",
        receiver,
        true,
        fires ? NotificationReason.FIRST : NotificationReason.ALL_RESOLVED,
        at,
        "{}:{alertname=\"" + group + "\"}",
        Map.of("alertname", group),
        "",
        0,
        List.of(
            new NotifiedAlert(
                Map.of("alertname", group, "severity", "warning", "service", "shop"),
                Map.of("summary", "too hot"),
                at,
                fires ? 0 : at,
                "")));
  }
}
