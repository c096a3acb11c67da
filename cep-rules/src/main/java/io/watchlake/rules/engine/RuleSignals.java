package io.watchlake.rules.engine;

import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.SignalPattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signals that rules ask for. Two rules that look at the same windows of the same series share
 * a subscription; two that ask for the same series otherwise must not see each other's signals,
 * since a window would count twice.
 */
public final class RuleSignals {

  private static final String SUBSCRIPTION = "subscription";

  private RuleSignals() {}

  /** What a rule asks for, by the ids of the subscriptions. */
  public static Map<String, Subscription> subscriptions(Rule rule) {
    Map<String, Subscription> asked = new LinkedHashMap<>();
    for (SignalPattern pattern : rule.condition().patterns()) {
      if (pattern.kind() == SignalKind.METRIC && pattern.name() != null) {
        SeriesSelector series = new SeriesSelector(pattern.name(), pattern.matchers());
        String id = id(rule, series);
        asked.put(id, new Subscription(id, series, rule.resolution(), "alert rules"));
      }
    }
    return asked;
  }

  /** Whether a signal came because this pattern asks for it, or without anybody asking. */
  static boolean askedBy(Rule rule, SignalPattern pattern, Signal signal) {
    String subscription = signal.evidence().get(SUBSCRIPTION);
    if (signal.kind() != SignalKind.METRIC || subscription == null || pattern.name() == null) {
      return true;
    }
    return subscription.equals(
        id(rule, new SeriesSelector(pattern.name(), List.copyOf(pattern.matchers()))));
  }

  private static String id(Rule rule, SeriesSelector series) {
    return "rules/" + rule.resolution().code() + '/' + Identity.text(series.toString());
  }
}
