package io.watchlake.rules.engine;

import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.Rule;

/**
 * What the state of a rule depends on. Versions that differ in thresholds, times or texts alone
 * have the same structure, and the newer one goes on with what the older one has begun; a version
 * of another structure begins anew.
 */
public final class RuleStructure {

  private RuleStructure() {}

  /** 16 hexadecimal digits that stand for the structure. */
  public static String of(Rule rule) {
    return Identity.text(
        rule.key() + "|" + rule.resolution().code() + '|' + shape(rule.condition()));
  }

  private static String shape(Condition condition) {
    if (condition instanceof Condition.Threshold of) {
      return "threshold " + of.signal();
    } else if (condition instanceof Condition.Change of) {
      return "change " + of.signal() + ' ' + of.window();
    } else if (condition instanceof Condition.Ratio of) {
      return "ratio " + of.of() + ' ' + of.to() + ' ' + of.values() + ' ' + of.window();
    } else if (condition instanceof Condition.BurnRate of) {
      return "burn rate " + of.indicator() + ' ' + of.longest();
    } else if (condition instanceof Condition.Count of) {
      return "count " + of.signal() + ' ' + of.window() + ' ' + of.distinct();
    } else if (condition instanceof Condition.Absence of) {
      return "absence " + of.signal();
    }
    return "sequence " + condition;
  }
}
