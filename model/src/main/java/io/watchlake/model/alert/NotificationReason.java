package io.watchlake.model.alert;

/** Why a receiver is told something, or is not; the code is what is stored. */
public enum NotificationReason {
  /** The receiver knows nothing of the group yet, or only that all was over. */
  FIRST("first"),
  /** Alerts fire that the receiver does not know of. */
  NEW_ALERTS("new_alerts"),
  /** Alerts are over, and others still fire. */
  NEW_RESOLVED("new_resolved"),
  /** Nothing of the group fires any more. */
  ALL_RESOLVED("all_resolved"),
  /** Nothing is new, but it has gone on for long. */
  REPEAT("repeat"),
  /** Nobody acknowledged what an earlier receiver was told. */
  ESCALATION("escalation"),
  /** So much was to be told that one digest tells it. */
  STORM("storm"),
  /** Not told by itself: a digest tells it. */
  DIGEST("digest"),
  /** Not told: somebody takes care of it. */
  ACKNOWLEDGED("acknowledged"),
  /** Not told: an alert that fires inhibits it. */
  INHIBITED("inhibited"),
  /** Not told: there is a silence. */
  SILENCED("silenced"),
  /** Not told: it is a time of maintenance. */
  MAINTENANCE("maintenance"),
  /** Not told: it is a time at which the route is mute. */
  MUTED("muted"),
  /** Not told: it is no time at which the route is active. */
  INACTIVE("inactive"),
  /** Not told: the receiver has no channel. */
  NO_CHANNEL("no_channel");

  private final String code;

  NotificationReason(String code) {
    this.code = code;
  }

  /** Whether it is why somebody is not told. */
  public boolean suppresses() {
    return switch (this) {
      case DIGEST, ACKNOWLEDGED, INHIBITED, SILENCED, MAINTENANCE, MUTED, INACTIVE, NO_CHANNEL ->
          true;
      default -> false;
    };
  }

  public String code() {
    return code;
  }

  /**
   * The reason of a code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static NotificationReason ofCode(String code) {
    for (NotificationReason reason : values()) {
      if (reason.code.equals(code)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason of a notification '" + code + "'");
  }
}
