package io.watchlake.model.signal;

import java.util.Map;
import java.util.TreeMap;

/** The labels of a signal as rules see them: its own, and its service as {@code service}. */
public final class SignalLabels {

  /** The label a signal's service is found under. */
  public static final String SERVICE = "service";

  private SignalLabels() {}

  /** The value of a label; empty where there is none. */
  public static String get(Signal signal, String label) {
    String value = signal.labels().get(label);
    if (value != null) {
      return value;
    }
    return label.equals(SERVICE) ? signal.service() : "";
  }

  /** All of them that are not empty, by name. */
  public static Map<String, String> all(Signal signal) {
    Map<String, String> all = new TreeMap<>(signal.labels());
    if (!signal.service().isEmpty()) {
      all.putIfAbsent(SERVICE, signal.service());
    }
    all.values().removeIf(String::isEmpty);
    return all;
  }
}
