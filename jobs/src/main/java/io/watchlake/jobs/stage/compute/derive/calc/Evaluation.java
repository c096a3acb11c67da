package io.watchlake.jobs.stage.compute.derive.calc;

import io.watchlake.model.formula.Formula;
import io.watchlake.model.formula.Selection.OverWindow;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * The value of a formula for one group and window. What it is computed of must come in an order
 * that depends on nothing but the series, since rounding depends on it.
 */
public final class Evaluation {

  private final Collection<Member> members;
  private int selection;

  private Evaluation(Collection<Member> members) {
    this.members = members;
  }

  /**
   * Computes a formula.
   *
   * @param members what each series of the group gives, in the order of the series' ids
   * @return empty where the group has no value; never infinite or NaN
   */
  public static OptionalDouble of(Formula formula, Collection<Member> members) {
    double value = new Evaluation(members).value(formula);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** NaN stands for no value. Visits selections from left to right, as the formula lists them. */
  private double value(Formula formula) {
    if (formula instanceof Formula.Literal literal) {
      return literal.value();
    }
    if (formula instanceof Formula.Arithmetic arithmetic) {
      double left = value(arithmetic.left());
      double right = value(arithmetic.right());
      return switch (arithmetic.operator()) {
        case ADD -> left + right;
        case SUBTRACT -> left - right;
        case MULTIPLY -> left * right;
        case DIVIDE -> right == 0 ? Double.NaN : left / right;
      };
    }
    if (formula instanceof Formula.Filter filter) {
      double value = value(filter.of());
      return holds(value, filter) ? value : Double.NaN;
    }
    if (formula instanceof Formula.OrElse orElse) {
      double value = value(orElse.of());
      return Double.isNaN(value) ? orElse.other() : value;
    }
    if (formula instanceof Formula.Aggregate aggregate) {
      return aggregate(aggregate.aggregation());
    }
    return histograms((Formula.OfHistograms) formula);
  }

  private static boolean holds(double value, Formula.Filter filter) {
    double bound = filter.bound();
    return !Double.isNaN(value)
        && switch (filter.comparison()) {
          case GREATER -> value > bound;
          case GREATER_OR_EQUAL -> value >= bound;
          case LESS -> value < bound;
          case LESS_OR_EQUAL -> value <= bound;
          case EQUAL -> value == bound;
          case NOT_EQUAL -> value != bound;
        };
  }

  private double aggregate(Formula.Aggregation how) {
    int index = selection++;
    long count = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Member member : members) {
      double value = member.parts().get(index).value();
      if (!Double.isNaN(value)) {
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    return switch (how) {
      case SUM -> sum;
      case AVG -> sum / count;
      case MIN -> min;
      case MAX -> max;
      case COUNT -> count;
    };
  }

  private double histograms(Formula.OfHistograms histograms) {
    int index = selection++;
    MergedHistogram merged = new MergedHistogram();
    for (Member member : members) {
      Observations observations = member.parts().get(index).observations();
      if (observations != null) {
        merged.add(observations);
      }
    }
    if (!merged.any()) {
      return Double.NaN;
    }
    double perWindow = histograms.of().over() == OverWindow.RATE ? 1 / Parts.WINDOW_SECONDS : 1;
    return switch (histograms.figure()) {
      case QUANTILE -> merged.quantile(histograms.quantile());
      case AVG -> merged.avg();
      case SUM -> merged.sum() * perWindow;
      case COUNT -> merged.count() * perWindow;
    };
  }
}
