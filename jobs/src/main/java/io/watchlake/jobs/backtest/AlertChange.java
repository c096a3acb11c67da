package io.watchlake.jobs.backtest;

import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;

/**
 * That an alert became another, whichever version of its rule said so: two that are equal are the
 * same thing.
 *
 * @param fingerprint of the alert's labels
 * @param sinceUnixNano since when the condition had held, nanoseconds since the epoch
 * @param timeUnixNano when it became so, nanoseconds since the epoch
 */
public record AlertChange(
    String fingerprint, long sinceUnixNano, AlertStatus status, long timeUnixNano) {

  /** What an alert tells. */
  public static AlertChange of(Alert alert) {
    return new AlertChange(
        alert.fingerprint(), alert.sinceUnixNano(), alert.status(), alert.timeUnixNano());
  }
}
