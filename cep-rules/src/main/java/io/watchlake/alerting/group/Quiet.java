package io.watchlake.alerting.group;

import io.watchlake.model.alert.NotificationReason;
import java.util.Map;
import java.util.Optional;

/** What keeps single alerts from being told. */
@FunctionalInterface
public interface Quiet {

  /** Nothing does. */
  Quiet NONE = (labels, millis) -> Optional.empty();

  /**
   * Why an alert is not told at a time; empty where it is.
   *
   * @param labels of the alert
   * @param millis milliseconds since the epoch
   */
  Optional<Why> of(Map<String, String> labels, long millis);

  /**
   * A reason.
   *
   * @param cause the fingerprint of the alert that inhibits, or the id of the silence
   */
  record Why(NotificationReason reason, String cause) {}
}
