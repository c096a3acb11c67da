package io.watchlake.app.template;

import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A notification as templates see it: with Alertmanager's names. */
public final class NotificationFields {

  private NotificationFields() {}

  /** The fields of a notification. */
  public static Fields of(Notification notification) {
    Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
    fields.put("Receiver", notification::receiver);
    fields.put("Status", () -> notification.status().code());
    fields.put("Alerts", () -> alerts(notification.alerts()));
    fields.put("GroupLabels", notification::groupLabels);
    fields.put("CommonLabels", notification::commonLabels);
    fields.put("CommonAnnotations", notification::commonAnnotations);
    fields.put("ExternalURL", notification::externalUrl);
    fields.put("GroupKey", notification::groupKey);
    fields.put("TruncatedAlerts", notification::truncatedAlerts);
    fields.put("NotificationReason", () -> notification.reason().code());
    fields.put("OnCall", notification::onCall);
    fields.put("Digest", () -> digest(notification.digest()));
    fields.put("Id", notification::id);
    fields.put("Timeline", notification::timeline);
    fields.put("Time", () -> Rfc3339.text(notification.timeUnixNano()));
    return Fields.of(fields);
  }

  /** Nothing, which is false in conditions, where there is none. */
  private static Object digest(@Nullable Digest digest) {
    return digest == null
        ? ""
        : Fields.of(
            Map.of(
                "Notifications",
                digest::notifications,
                "Firing",
                digest::firing,
                "Resolved",
                digest::resolved,
                "Severities",
                () -> counts(digest.severities()),
                "Rules",
                () -> counts(digest.rules()),
                "Services",
                () -> counts(digest.services())));
  }

  private static List<Object> counts(List<Digest.Count> counts) {
    return counts.stream()
        .<Object>map(count -> Fields.of(Map.of("Name", count::name, "Count", count::count)))
        .toList();
  }

  private static Fields alerts(List<NotifiedAlert> alerts) {
    return Fields.ofList(
        Map.of(
            "Firing", () -> list(alerts, AlertStatus.FIRING),
            "Resolved", () -> list(alerts, AlertStatus.RESOLVED)),
        alerts.stream().map(NotificationFields::alert).toList());
  }

  private static List<Object> list(List<NotifiedAlert> alerts, AlertStatus status) {
    return alerts.stream()
        .filter(alert -> alert.status() == status)
        .map(NotificationFields::alert)
        .toList();
  }

  private static Object alert(NotifiedAlert alert) {
    Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
    fields.put("Status", () -> alert.status().code());
    fields.put("Labels", alert::labels);
    fields.put("Annotations", alert::annotations);
    fields.put("StartsAt", () -> Rfc3339.text(alert.startsAtUnixNano()));
    fields.put("EndsAt", () -> Rfc3339.textOrNone(alert.endsAtUnixNano()));
    fields.put("GeneratorURL", alert::generatorUrl);
    fields.put("Fingerprint", alert::fingerprint);
    return Fields.of(fields);
  }

  /** Fields of an example with an alert that fires and one that is over, to try templates on. */
  public static Fields example() {
    return of(
        new Notification(
            "live",
            "example",
            true,
            NotificationReason.FIRST,
            1_700_000_000_000_000_000L,
            "{}:{alertname=\"Example\"}",
            Map.of("alertname", "Example"),
            "",
            0,
            List.of(alert("one", 0), alert("two", 1_700_000_000_000_000_000L))));
  }

  private static NotifiedAlert alert(String service, long endsAtUnixNano) {
    return new NotifiedAlert(
        Map.of("alertname", "Example", "severity", "warning", "service", service),
        Map.of("summary", "an example"),
        1_699_999_000_000_000_000L,
        endsAtUnixNano,
        "");
  }
}
