package io.watchlake.alerting.group;

import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
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
   * Who takes care of an alert that fires, so that it is no reason to tell anybody; empty for
   * nobody.
   *
   * @param millis milliseconds since the epoch
   */
  default Optional<Acknowledgement> acknowledged(NotifiedAlert alert, long millis) {
    return Optional.empty();
  }

  /** The same, with those who take care. */
  default Quiet with(Acknowledgements acknowledgements) {
    Quiet quiet = this;
    return new Quiet() {
      @Override
      public Optional<Why> of(Map<String, String> labels, long millis) {
        return quiet.of(labels, millis);
      }

      @Override
      public Optional<Acknowledgement> acknowledged(NotifiedAlert alert, long millis) {
        return acknowledgements.of(alert, millis);
      }
    };
  }

  /**
   * A reason.
   *
   * @param cause who takes care, the fingerprint of the alert that inhibits, or the id of the
   *     silence
   */
  record Why(NotificationReason reason, String cause) {}
}
