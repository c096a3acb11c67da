package io.watchlake.model.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver is to be told about one group of alerts. It may come twice, with the same id
 * and the same content. The names and meanings are those of Alertmanager's webhook.
 *
 * @param timeline the timeline's name
 * @param receiver the receiver's name in the configuration, as it is written there
 * @param sendResolved which of the receiver's channels are meant: those whose {@code send_resolved}
 *     is this. A receiver that has both kinds is told by two notifications, since what is new to
 *     the one kind may not be to the other.
 * @param reason why now
 * @param timeUnixNano when it was decided, in event time; nanoseconds since the epoch, UTC
 * @param groupKey names the group: the route's matchers and the group's labels. It is the same for
 *     all that is told about a group, so that a channel can put it into one thread.
 * @param groupLabels the labels that all alerts of the group share because they are grouped by them
 * @param externalUrl where people can look; empty for unknown
 * @param truncatedAlerts how many alerts of the group were left out
 * @param alerts at least one, in Alertmanager's order: by {@code job}, {@code instance} and the
 *     rest of the labels; of a digest the worst, those that fire before those that are over
 * @param onCall who is on call then, by the schedule that the receiver was found by; empty where it
 *     was found by none, and where nobody is
 * @param digest what was gathered; null for a notification that tells of one group
 */
public record Notification(
    String timeline,
    String receiver,
    boolean sendResolved,
    NotificationReason reason,
    long timeUnixNano,
    String groupKey,
    Map<String, String> groupLabels,
    String externalUrl,
    long truncatedAlerts,
    List<NotifiedAlert> alerts,
    List<String> onCall,
    @Nullable Digest digest) {

  private static final int ID_BYTES = 16;

  public Notification {
    groupLabels = new TreeMap<>(groupLabels);
    alerts = List.copyOf(alerts);
    onCall = List.copyOf(onCall);
  }

  /** A notification to a receiver that was found by no schedule. */
  public Notification(
      String timeline,
      String receiver,
      boolean sendResolved,
      NotificationReason reason,
      long timeUnixNano,
      String groupKey,
      Map<String, String> groupLabels,
      String externalUrl,
      long truncatedAlerts,
      List<NotifiedAlert> alerts) {
    this(
        timeline,
        receiver,
        sendResolved,
        reason,
        timeUnixNano,
        groupKey,
        groupLabels,
        externalUrl,
        truncatedAlerts,
        alerts,
        List.of(),
        null);
  }

  /** The same for another reason. */
  public Notification because(NotificationReason other) {
    return new Notification(
        timeline,
        receiver,
        sendResolved,
        other,
        timeUnixNano,
        groupKey,
        groupLabels,
        externalUrl,
        truncatedAlerts,
        alerts,
        onCall,
        digest);
  }

  /**
   * Names the notification, the same for every repeat: 32 hexadecimal digits. What was sent to a
   * channel is known by this and the channel's place among the receiver's channels.
   */
  public String id() {
    String identity =
        String.join(
            "\n",
            timeline,
            receiver,
            Boolean.toString(sendResolved),
            reason.code(),
            Long.toString(timeUnixNano),
            groupKey);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * {@link AlertStatus#FIRING} while any of the alerts does, of a digest any of those that it
   * counts; else {@link AlertStatus#RESOLVED}.
   */
  public AlertStatus status() {
    if (digest != null) {
      return digest.firing() > 0 ? AlertStatus.FIRING : AlertStatus.RESOLVED;
    }
    return alerts.stream().anyMatch(alert -> alert.status() == AlertStatus.FIRING)
        ? AlertStatus.FIRING
        : AlertStatus.RESOLVED;
  }

  /** The labels that all alerts have, with one value. */
  public Map<String, String> commonLabels() {
    return common(NotifiedAlert::labels);
  }

  /** The annotations that all alerts have, with one value. */
  public Map<String, String> commonAnnotations() {
    return common(NotifiedAlert::annotations);
  }

  private Map<String, String> common(Function<NotifiedAlert, Map<String, String>> of) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    Map<String, String> common = new TreeMap<>(of.apply(alerts.get(0)));
    for (NotifiedAlert alert : alerts) {
      common.entrySet().retainAll(of.apply(alert).entrySet());
    }
    return common;
  }
}
