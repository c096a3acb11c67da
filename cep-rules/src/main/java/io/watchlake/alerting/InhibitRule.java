package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import java.util.List;
import java.util.Map;

/**
 * While an alert fires that the source matchers match, nobody is told of those that the target
 * matchers match and that have the same values of some labels. A label that is missing counts as
 * empty. An alert that both sides match is not inhibited by another such alert.
 *
 * @param source all must match what inhibits
 * @param target all must match what is inhibited
 * @param equal labels that must have the same value in both
 */
public record InhibitRule(
    List<LabelMatcher> source, List<LabelMatcher> target, List<String> equal) {

  public InhibitRule {
    source = List.copyOf(source);
    target = List.copyOf(target);
    equal = List.copyOf(equal);
  }

  /** Whether an alert with these labels inhibits others. */
  public boolean isSource(Map<String, String> labels) {
    return Matchers.all(source, labels);
  }

  /** Whether a firing source inhibits a target. */
  public boolean inhibits(Map<String, String> from, Map<String, String> to) {
    return Matchers.all(target, to)
        && isSource(from)
        && equal.stream()
            .allMatch(label -> from.getOrDefault(label, "").equals(to.getOrDefault(label, "")))
        && !(isSource(to) && Matchers.all(target, from));
  }
}
