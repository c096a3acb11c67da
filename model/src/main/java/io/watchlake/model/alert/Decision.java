package io.watchlake.model.alert;

/**
 * What was decided about telling a receiver, and why.
 *
 * @param notification what is told, or, where its reason {@link NotificationReason#suppresses},
 *     what is not
 * @param cause what the reason rests on: who takes care of it, the fingerprint of the alert that
 *     inhibits, the id of the silence or of the digest, the name of the interval; empty where the
 *     reason says it all
 */
public record Decision(Notification notification, String cause) {

  /** Names what was decided, the same for every repeat: the notification's id, and the cause. */
  public String id() {
    return cause.isEmpty() ? notification.id() : notification.id() + '/' + cause;
  }

  /** Whether the receiver is told. */
  public boolean tells() {
    return !notification.reason().suppresses();
  }
}
