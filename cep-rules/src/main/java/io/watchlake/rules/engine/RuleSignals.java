package io.watchlake.rules.engine;

import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The signals that rules ask for. Two rules that look at the same windows of the same series share
 * a subscription; two that ask for the same series otherwise must not see each other's signals,
 * since a window would count twice. A record is one signal, whoever asks, and every rule sees it
 * that looks at it.
 */
public final class RuleSignals {

  private static final String SUBSCRIPTION = "subscription";
  private static final String OWNER = "alert rules";

  private RuleSignals() {}

  /** What a rule asks for, by the ids of the subscriptions. */
  public static Map<String, Subscription> subscriptions(Rule rule) {
    Map<String, Subscription> asked = new LinkedHashMap<>();
    for (SignalPattern pattern : rule.condition().patterns()) {
      if (pattern.kind() == SignalKind.METRIC && pattern.name() != null) {
        SeriesSelector series = new SeriesSelector(pattern.name(), pattern.matchers());
        String id = id(rule, series);
        asked.put(id, new SeriesSubscription(id, series, rule.resolution(), OWNER));
      } else if (pattern.kind().isRecord()) {
        RecordSubscription records = records(rule, pattern);
        asked.put(records.id(), records);
      }
    }
    return asked;
  }

  private static RecordSubscription records(Rule rule, SignalPattern pattern) {
    Set<String> by = new TreeSet<>();
    if (rule.key() != null) {
      by.addAll(rule.key());
    }
    if (rule.condition() instanceof Condition.Count count && count.distinct() != null) {
      by.add(count.distinct());
    }
    String id = "rules/" + pattern.kind().code() + '/' + Identity.text(pattern + " by " + by);
    return new RecordSubscription(id, pattern, List.copyOf(by), OWNER);
  }

  /**
   * By which subscription a rule asks for the signals of a pattern; null where it asks for none.
   */
  static @Nullable String subscription(Rule rule, SignalPattern pattern) {
    return pattern.kind() == SignalKind.METRIC && pattern.name() != null
        ? id(rule, new SeriesSelector(pattern.name(), pattern.matchers()))
        : null;
  }

  /**
   * Whether a signal came because of a subscription, or without anybody asking.
   *
   * @param subscription null where none was asked for
   */
  static boolean askedBy(@Nullable String subscription, Signal signal) {
    String came = subscription == null ? null : signal.evidence().get(SUBSCRIPTION);
    return came == null || came.equals(subscription);
  }

  private static String id(Rule rule, SeriesSelector series) {
    return "rules/" + rule.resolution().code() + '/' + Identity.text(series.toString());
  }
}
