package io.watchlake.rules.language;

import io.watchlake.model.formula.Formula;
import io.watchlake.model.formula.Formula.Aggregate;
import io.watchlake.model.formula.Formula.Aggregation;
import io.watchlake.model.formula.Formula.HistogramFigure;
import io.watchlake.model.formula.Formula.OfHistograms;
import io.watchlake.model.formula.Formula.OrElse;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.GroupedFormula;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.Selection;
import io.watchlake.model.formula.Selection.OverWindow;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.language.QueryText.Fault;
import io.watchlake.rules.model.Indicator.Weight;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a query of an objective counts. Only what can be counted minute by minute is taken: a sum of
 * what the series of one metric grew by.
 *
 * @param by the labels by which the sums are told apart
 * @param weight what is summed of a series
 */
record SloQuery(SeriesSelector series, List<String> by, Weight weight) {

  /** How queries are written. */
  enum Form {
    /** With Sloth's place for the window. */
    SLOTH(true, false),
    /** With any range. */
    OPENSLO(false, false),
    /** The same; a bare name is a counter. */
    OPENSLO_COUNTER(false, true);

    private final boolean template;
    private final boolean bare;

    Form(boolean template, boolean bare) {
      this.template = template;
      this.bare = bare;
    }

    private String advice() {
      return "write sum(rate(NAME{label=\"value\"}["
          + (template ? "{{.window}}" : "5m")
          + "])), of histograms histogram_count(sum(rate(…)))";
    }
  }

  /** The query of a key; null if it is none that is taken, after telling why. */
  static @Nullable SloQuery read(Entries at, Field<String> field, Form form) {
    String text = at.get(field);
    Node node = at.nodes().get(field.name());
    if (text == null || node == null) {
      return null;
    }
    try {
      return counted(parse(QueryText.formula(text, form.template)), form);
    } catch (Fault fault) {
      at.place()
          .child(field.name())
          .error(node, offset(node, fault), String.valueOf(fault.getMessage()), form.advice());
      return null;
    }
  }

  /** The series of a key, of which every minute counts; null if there are none. */
  static @Nullable SloQuery minutes(Entries at, Field<String> field) {
    String text = at.get(field);
    Node node = at.nodes().get(field.name());
    if (text == null || node == null) {
      return null;
    }
    try {
      return new SloQuery(FormulaParser.selector(text), List.of(), Weight.MINUTES);
    } catch (FormulaException e) {
      Fault fault = fault(e);
      at.place()
          .child(field.name())
          .error(
              node,
              offset(node, fault),
              String.valueOf(fault.getMessage()),
              "write the series whose minutes count, such as latency_ms{service=\"shop\"}");
      return null;
    }
  }

  private static GroupedFormula parse(String text) throws Fault {
    try {
      return FormulaParser.parse(text);
    } catch (FormulaException e) {
      throw fault(e);
    }
  }

  private static Fault fault(FormulaException e) {
    String message = String.valueOf(e.getMessage());
    return new Fault(e.position(), message.substring(message.indexOf(": ") + 2));
  }

  private static int offset(Node node, Fault fault) {
    boolean oneLine =
        node.getStartMark().map(Mark::getLine).equals(node.getEndMark().map(Mark::getLine));
    if (!oneLine || fault.position() == 0) {
      return 0;
    }
    boolean quoted =
        node instanceof ScalarNode scalar
            && (scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED);
    return fault.position() - 1 + (quoted ? 1 : 0);
  }

  private static SloQuery counted(GroupedFormula grouped, Form form) throws Fault {
    Formula formula = grouped.formula();
    while (formula instanceof OrElse or && or.other() == 0) {
      formula = or.of();
    }
    if (formula instanceof OfHistograms of && of.figure() == HistogramFigure.COUNT) {
      return of(of.of(), grouped, Weight.OBSERVATIONS);
    }
    if (formula instanceof Aggregate sum && sum.aggregation() == Aggregation.SUM) {
      OverWindow over = sum.of().over();
      boolean counts = over == OverWindow.RATE || over == OverWindow.INCREASE;
      if (!counts && !(form.bare && over == OverWindow.LAST)) {
        throw new Fault(
            0,
            (over == OverWindow.LAST ? "a sum of values" : "a sum of " + over.word())
                + " counts no events");
      }
      return of(sum.of(), grouped, Weight.VALUES);
    }
    throw new Fault(0, "this is no sum of what the series of one metric grew by");
  }

  private static SloQuery of(Selection selection, GroupedFormula grouped, Weight weight) {
    SeriesSelector series = selection.series();
    return new SloQuery(
        new SeriesSelector(
            series.metric(),
            series.matchers().stream()
                .map(
                    matcher ->
                        new LabelMatcher(
                            label(matcher.label()), matcher.operator(), matcher.value()))
                .toList()),
        grouped.by().stream().map(SloQuery::label).toList(),
        weight);
  }

  /** Prometheus' labels of a target, by the names that signals have for them. */
  private static String label(String label) {
    return switch (label) {
      case SeriesLabels.JOB -> SeriesLabels.SERVICE;
      case SeriesLabels.INSTANCE -> SeriesLabels.SERVICE_INSTANCE;
      default -> label;
    };
  }

  /** The signals that are counted. */
  SignalPattern pattern(@Nullable Comparison value) {
    return new SignalPattern(SignalKind.METRIC, series.metric(), series.matchers(), value);
  }
}
