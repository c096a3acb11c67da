package io.watchlake.model.alert;

import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as a notification tells of it.
 *
 * @param labels by which it is known, in the order of their names
 * @param annotations what people are told, in the order of their names
 * @param startsAtUnixNano since when it fires, nanoseconds since the epoch, UTC
 * @param endsAtUnixNano since when it fires no more; 0 while it does
 * @param generatorUrl what raised it; empty for unknown
 */
public record NotifiedAlert(
    Map<String, String> labels,
    Map<String, String> annotations,
    long startsAtUnixNano,
    long endsAtUnixNano,
    String generatorUrl) {

  public NotifiedAlert {
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
  }

  /** {@link AlertStatus#FIRING} or {@link AlertStatus#RESOLVED}. */
  public AlertStatus status() {
    return endsAtUnixNano == 0 ? AlertStatus.FIRING : AlertStatus.RESOLVED;
  }

  /** 16 hexadecimal digits that stand for the labels, as in {@link Alert#fingerprint}. */
  public String fingerprint() {
    return Fingerprint.of(new TreeMap<>(labels));
  }
}
