package io.watchlake.rules.spec;

import io.watchlake.model.alert.AlertStatus;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must become of an alert.
 *
 * @param atMillis when, after the case's beginning
 * @param rule the rule's name
 * @param labels labels that it must have, among others
 * @param annotations annotations that it must have, among others
 * @param value null for any
 */
public record ExpectedAlert(
    long atMillis,
    String rule,
    AlertStatus status,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Double value) {

  public ExpectedAlert {
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
  }
}
