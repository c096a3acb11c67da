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
import org.jspecify.annotations.Nullable;

/**
 * Puts what is to be told of a group into notifications.
 *
 * @param timeline the name of the timeline that the alerts are of
 * @param labels what the group's alerts have in common because they are grouped by it
 */
record Teller(Alerting alerting, RouteNode node, String timeline, Map<String, String> labels) {

  /**
   * Tells one kind of a receiver's channels, if it has them.
   *
   * @param cause what the reason rests on; empty where the reason says it all
   */
  void tell(
      String receiver,
      boolean sendResolved,
      NotificationReason reason,
      String cause,
      List<NotifiedAlert> alerts,
      long millis,
      Consumer<Decision> out) {
    Receiver told = alerting.receiver(receiver).orElse(null);
    if (told != null && told.hasChannel(sendResolved)) {
      out.accept(new Decision(notification(receiver, reason, sendResolved, alerts, millis), cause));
    }
  }

  /** Whether a receiver has any channel at all. */
  boolean reaches(@Nullable Receiver receiver) {
    return receiver != null && !receiver.channels().isEmpty();
  }

  Notification notification(
      String receiver,
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
        alerts);
  }
}
