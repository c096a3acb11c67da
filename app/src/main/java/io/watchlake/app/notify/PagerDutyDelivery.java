package io.watchlake.app.notify;

import io.watchlake.app.config.Channel;
import io.watchlake.app.template.Defaults;
import io.watchlake.app.template.Escaping;
import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.connectors.channel.client.HttpChannel;
import io.watchlake.connectors.pagerduty.codec.PagerDutyEvent;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.Digest;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells PagerDuty: an incident a group, which ends when nothing of the group fires any more. */
final class PagerDutyDelivery implements Delivery {

  private static final List<String> WORST_FIRST = List.of("critical", "error", "warning", "info");
  private static final String UNKNOWN = "error";

  private final Channel.PagerDuty channel;
  private final HttpChannel http;
  private final Revealer secrets;

  PagerDutyDelivery(Channel.PagerDuty channel, HttpChannel http, Revealer secrets) {
    this.channel = channel;
    this.http = http;
    this.secrets = secrets;
  }

  @Override
  public List<String> send(Notification notification, String target)
      throws ChannelException, InterruptedException {
    Wording wording = new Wording(notification);
    Map<String, String> common = notification.commonLabels();
    String summary = wording.fill("summary", channel.summary(), Defaults.TITLE, Escaping.NONE);
    PagerDutyEvent event =
        new PagerDutyEvent(
            notification.status() == AlertStatus.FIRING,
            PagerDutyEvent.dedupKey(notification.groupKey()),
            summary.isBlank() ? "notification " + notification.id() : summary.strip(),
            common.getOrDefault("service", common.getOrDefault("instance", "watchlake")),
            severity(notification),
            Rfc3339.text(notification.timeUnixNano()),
            common.getOrDefault("component", ""),
            common.getOrDefault("environment", ""),
            common.getOrDefault("alertname", ""),
            details(notification),
            notification.externalUrl());
    http.post(channel.url(), Map.of(), event.encode(secrets.reveal(channel.key())));
    return wording.faults();
  }

  /** The worst of the alerts that fire. */
  private String severity(Notification notification) {
    List<String> severities =
        notification.alerts().stream()
            .filter(alert -> alert.status() == AlertStatus.FIRING)
            .map(alert -> severity(alert.labels().getOrDefault("severity", "")))
            .toList();
    return WORST_FIRST.stream().filter(severities::contains).findFirst().orElse(UNKNOWN);
  }

  private String severity(String ours) {
    String theirs = channel.severities().getOrDefault(ours, ours);
    return WORST_FIRST.contains(theirs) ? theirs : UNKNOWN;
  }

  private static Map<String, String> details(Notification notification) {
    Map<String, String> details = new TreeMap<>();
    details.put("notification", notification.id());
    details.put("reason", notification.reason().code());
    details.put("firing", told(notification, AlertStatus.FIRING));
    details.put("resolved", told(notification, AlertStatus.RESOLVED));
    details.put("num_firing", count(notification, AlertStatus.FIRING));
    details.put("num_resolved", count(notification, AlertStatus.RESOLVED));
    return details;
  }

  private static String count(Notification notification, AlertStatus status) {
    Digest digest = notification.digest();
    if (digest != null) {
      return String.valueOf(status == AlertStatus.FIRING ? digest.firing() : digest.resolved());
    }
    return String.valueOf(
        notification.alerts().stream().filter(alert -> alert.status() == status).count());
  }

  private static String told(Notification notification, AlertStatus status) {
    return notification.alerts().stream()
        .filter(alert -> alert.status() == status)
        .map(PagerDutyDelivery::told)
        .collect(Collectors.joining("\n"));
  }

  private static String told(NotifiedAlert alert) {
    return alert.labels()
        + (alert.annotations().isEmpty() ? "" : " " + alert.annotations())
        + " since "
        + Rfc3339.text(alert.startsAtUnixNano());
  }
}
