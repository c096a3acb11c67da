package io.watchlake.rules.model;

import io.watchlake.model.formula.LabelMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is otherwise for some labels; the first one of a rule that fits is taken.
 *
 * @param matchers which labels; all must fit
 * @param disabled whether the rule says nothing of them
 * @param threshold null for the rule's own, as all that follows
 */
public record LabelOverride(
    List<LabelMatcher> matchers,
    boolean disabled,
    @Nullable Double threshold,
    @Nullable Double recovery,
    @Nullable Duration duration,
    @Nullable Severity severity) {

  public LabelOverride {
    matchers = List.copyOf(matchers);
  }

  /** Whether it is for these labels; a label that is not there counts as empty. */
  public boolean matches(Map<String, String> labels) {
    return matchers.stream()
        .allMatch(matcher -> matcher.matches(labels.getOrDefault(matcher.label(), "")));
  }
}
