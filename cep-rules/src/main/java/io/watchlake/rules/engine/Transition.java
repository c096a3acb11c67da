package io.watchlake.rules.engine;

import io.watchlake.model.alert.AlertStatus;
import io.watchlake.rules.model.Severity;
import java.util.Map;
import java.util.TreeMap;

/**
 * That an alert became another.
 *
 * @param key the labels the alert is of
 * @param status what it became
 * @param timeMillis when, in event time
 * @param sinceMillis since when the condition has held; names the alert together with its key
 * @param value what was found; NaN for none
 * @param threshold what it was compared with; NaN for none
 * @param evidence what it rests on, by which it can be traced
 */
public record Transition(
    Map<String, String> key,
    AlertStatus status,
    long timeMillis,
    long sinceMillis,
    double value,
    double threshold,
    Severity severity,
    Map<String, String> evidence) {

  public Transition {
    key = new TreeMap<>(key);
    evidence = new TreeMap<>(evidence);
  }
}
