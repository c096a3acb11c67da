package io.watchlake.alerting.group;

import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Who takes care of which alerts. */
public final class Acknowledgements {

  private final Map<String, Acknowledgement> byFingerprint = new HashMap<>();

  /**
   * @param acknowledgements one an alert
   */
  public Acknowledgements(Collection<Acknowledgement> acknowledgements) {
    acknowledgements.forEach(one -> byFingerprint.put(one.fingerprint(), one));
  }

  /**
   * The acknowledgement of an alert that fires; empty where there is none that holds.
   *
   * @param millis at which time, milliseconds since the epoch
   */
  public Optional<Acknowledgement> of(NotifiedAlert alert, long millis) {
    return byFingerprint.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byFingerprint.get(alert.fingerprint()))
            .filter(
                one -> one.holds(alert.startsAtUnixNano(), TimeUnit.MILLISECONDS.toNanos(millis)));
  }
}
