package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalLabels;
import io.watchlake.rules.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels that an alert is of. */
public final class RuleKey {

  private RuleKey() {}

  /** The key of a signal for a rule; labels that it does not have are left out. */
  public static Map<String, String> of(Rule rule, Signal signal) {
    List<String> labels = rule.key();
    if (labels == null) {
      return SignalLabels.all(signal);
    }
    Map<String, String> key = new TreeMap<>();
    for (String label : labels) {
      String value = SignalLabels.get(signal, label);
      if (!value.isEmpty()) {
        key.put(label, value);
      }
    }
    return key;
  }
}
