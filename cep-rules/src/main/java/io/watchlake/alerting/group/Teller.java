package io.watchlake.alerting.group;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts what is to be told of a group into notifications.
 *
 * @param timeline the name of the timeline that the alerts are of
 * @param labels what the group's alerts have in common because they are grouped by it
 */
record Teller(Alerting alerting, RouteNode node, String timeline, Map<String, String> labels) {

  /** Whether anybody is told where a receiver is to be told. */
  boolean reaches(String receiver, long millis) {
    return alerting.recipients(receiver, millis).stream()
        .anyMatch(recipient -> !recipient.channels().isEmpty());
  }

  /**
   * Tells one kind of a recipient's channels, if it has them.
   *
   * @param recipient who is told itself, whoever is on call
   * @param instead the name of the receiver that it is told in the place of; its own where in none
   * @param cause what the reason rests on; empty where the reason says it all
   */
  void tell(
      Receiver recipient,
      String instead,
      boolean sendResolved,
      NotificationReason reason,
      String cause,
      List<NotifiedAlert> alerts,
      long millis,
      Consumer<Decision> out) {
    if (recipient.hasChannel(sendResolved)) {
      out.accept(
          new Decision(
              notification(recipient.name(), instead, reason, sendResolved, alerts, millis),
              cause));
    }
  }

  /** What is told, or is not, to a receiver in the place of another or its own. */
  Notification notification(
      String receiver,
      String instead,
      NotificationReason reason,
      boolean sendResolved,
      List<NotifiedAlert> alerts,
      long millis) {
    return new Notification(
        timeline,
        receiver,
        sendResolved,
        reason,
        TimeUnit.MILLISECONDS.toNanos(millis),
        node.groupKey(labels),
        labels,
        alerting.externalUrl(),
        0,
        alerts,
        onCall(instead, millis),
        null);
  }

  /** Who is on call where a receiver goes by a schedule. */
  private List<String> onCall(String receiver, long millis) {
    return alerting
        .receiver(receiver)
        .map(Receiver::onCall)
        .map(schedule -> alerting.onCall(schedule, millis))
        .orElse(List.of());
  }
}
