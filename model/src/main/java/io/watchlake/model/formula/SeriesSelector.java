package io.watchlake.model.formula;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which series: those of a metric whose labels fit every matcher.
 *
 * @param metric the metric's name
 * @param matchers all must fit
 */
public record SeriesSelector(String metric, List<LabelMatcher> matchers) {

  public SeriesSelector {
    matchers = List.copyOf(matchers);
  }

  /**
   * Whether the labels of a series of the metric fit.
   *
   * @param labels the value of a label; empty where there is none
   */
  public boolean matches(UnaryOperator<String> labels) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels.apply(matcher.label()))) {
        return false;
      }
    }
    return true;
  }

  /** As it is written in a formula; {@link FormulaParser#selector} reads it back. */
  @Override
  public String toString() {
    String conditions =
        matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(","));
    if (!Names.plain(metric)) {
      return '{' + Names.shown(metric) + (conditions.isEmpty() ? "" : ",") + conditions + '}';
    }
    return conditions.isEmpty() ? metric : metric + '{' + conditions + '}';
  }
}
