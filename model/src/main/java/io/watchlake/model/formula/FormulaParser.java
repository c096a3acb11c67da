package io.watchlake.model.formula;

import io.watchlake.model.formula.Formula.Aggregate;
import io.watchlake.model.formula.Formula.Aggregation;
import io.watchlake.model.formula.Formula.Arithmetic;
import io.watchlake.model.formula.Formula.ArithmeticOperator;
import io.watchlake.model.formula.Formula.Comparison;
import io.watchlake.model.formula.Formula.Filter;
import io.watchlake.model.formula.Formula.HistogramFigure;
import io.watchlake.model.formula.Formula.OfHistograms;
import io.watchlake.model.formula.Formula.OrElse;
import io.watchlake.model.formula.Selection.OverWindow;
import io.watchlake.model.formula.Tokens.Kind;
import io.watchlake.model.formula.Tokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads formulas. They are PromQL where PromQL has a way to say it:
 *
 * <pre>
 * formula   = term {("+" | "-") term} [comparison number] ["or" number]
 * term      = factor {("*" | "/") factor}
 * factor    = number | "-" factor | "(" formula ")" | aggregate | histogram
 * aggregate = ("sum" | "avg" | "min" | "max" | "count") [by] "(" selection ")" [by]
 * histogram = "histogram_quantile" "(" number "," merged ")"
 *           | "quantile" [by] "(" number "," series ")" [by]
 *           | ("histogram_avg" | "histogram_sum" | "histogram_count") "(" merged ")"
 * merged    = "sum" [by] "(" ("rate" | "increase") "(" series ")" ")" [by]
 * by        = "by" "(" label {"," label} ")"
 * selection = series | function "(" series ")"
 * function  = "rate" | "increase" | "last_over_time" | "avg_over_time" | "min_over_time"
 *           | "max_over_time" | "sum_over_time" | "count_over_time"
 * series    = name ["{" [matcher {"," matcher}] "}"] ["[1m]"]
 *           | "{" "name" {"," matcher} "}" ["[1m]"]
 * matcher   = label ("=" | "!=" | "=~" | "!~") "value"
 * </pre>
 *
 * <p>Beyond PromQL: names may have dots, the range may be left out, since the window is always the
 * minute, and {@code or} takes a number that stands in for a group without a value. Where PromQL's
 * {@code quantile} is over one value of each series, this one is over all values of the minute.
 */
public final class FormulaParser {

  /** Deeper than any formula that a person writes. */
  private static final int MAX_DEPTH = 50;

  private static final String QUANTILE = "quantile";

  /** PromQL's label of a classic histogram's bucket: merged, never a group. */
  public static final String BUCKET_BOUND = "le";

  private final Tokens tokens;
  private @Nullable List<String> by;
  private int depth;

  private FormulaParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a formula.
   *
   * @throws FormulaException if it is none, if it selects no series, or if its parts group by
   *     different labels
   */
  public static GroupedFormula parse(String text) throws FormulaException {
    FormulaParser parser = new FormulaParser(Tokens.of(text));
    Formula formula = parser.formula();
    parser.expectEnd();
    List<String> by = parser.by;
    if (by == null) {
      throw new FormulaException(1, "it selects no series");
    }
    return new GroupedFormula(formula, by);
  }

  /**
   * Reads what selects series, such as {@code name{label="value"}}.
   *
   * @throws FormulaException if it is none
   */
  public static SeriesSelector selector(String text) throws FormulaException {
    FormulaParser parser = new FormulaParser(Tokens.of(text));
    SeriesSelector selector = parser.series();
    parser.expectEnd();
    return selector;
  }

  private void expectEnd() throws FormulaException {
    Token rest = tokens.peek();
    if (rest.kind() != Kind.END) {
      throw new FormulaException(rest.position(), rest.shown() + " is too much");
    }
  }

  private Formula formula() throws FormulaException {
    if (++depth > MAX_DEPTH) {
      throw new FormulaException(tokens.peek().position(), "it is nested too deep");
    }
    Formula formula = term();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      ArithmeticOperator operator =
          tokens.take().is("+") ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT;
      formula = new Arithmetic(operator, formula, term());
    }
    Optional<Comparison> comparison = comparison(tokens.peek());
    if (comparison.isPresent()) {
      tokens.take();
      formula = new Filter(formula, comparison.get(), signedNumber());
    }
    if (tokens.peek().isName("or")) {
      tokens.take();
      formula = new OrElse(formula, signedNumber());
    }
    depth--;
    return formula;
  }

  private static Optional<Comparison> comparison(Token token) {
    return Arrays.stream(Comparison.values())
        .filter(comparison -> token.is(comparison.sign()))
        .findFirst();
  }

  private Formula term() throws FormulaException {
    Formula formula = factor();
    while (tokens.peek().is("*") || tokens.peek().is("/")) {
      ArithmeticOperator operator =
          tokens.take().is("*") ? ArithmeticOperator.MULTIPLY : ArithmeticOperator.DIVIDE;
      formula = new Arithmetic(operator, formula, factor());
    }
    return formula;
  }

  private Formula factor() throws FormulaException {
    Token token = tokens.peek();
    if (token.is("-")) {
      tokens.take();
      return new Arithmetic(
          ArithmeticOperator.MULTIPLY, new Formula.Literal(-1), nested(this::factor));
    }
    if (token.is("(")) {
      tokens.take();
      Formula formula = formula();
      tokens.expect(")");
      return formula;
    }
    if (token.kind() == Kind.NUMBER) {
      return new Formula.Literal(number());
    }
    for (Aggregation aggregation : Aggregation.values()) {
      if (token.isName(aggregation.word())) {
        tokens.take();
        return new Aggregate(aggregation, grouped(this::selection, false));
      }
    }
    for (HistogramFigure figure : HistogramFigure.values()) {
      if (token.isName(figure.word())) {
        tokens.take();
        return histogram(figure);
      }
    }
    if (token.isName(QUANTILE)) {
      tokens.take();
      return ofValues();
    }
    String known =
        Stream.of(
                Arrays.stream(Aggregation.values()).map(Aggregation::word),
                Stream.of(QUANTILE),
                Arrays.stream(HistogramFigure.values()).map(HistogramFigure::word))
            .flatMap(words -> words)
            .collect(Collectors.joining(", "));
    throw new FormulaException(
        token.position(),
        "a number, '(' or one of " + known + " is expected, not " + token.shown());
  }

  /** {@code [by] "(" number "," series ")" [by]}. */
  private Formula ofValues() throws FormulaException {
    double[] quantile = new double[1];
    Selection selection =
        grouped(
            () -> {
              quantile[0] = quantile();
              return new Selection(OverWindow.LAST, series());
            },
            false);
    return new OfHistograms(HistogramFigure.QUANTILE, quantile[0], selection);
  }

  /** {@code number ","}. */
  private double quantile() throws FormulaException {
    int position = tokens.peek().position();
    double quantile = signedNumber();
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new FormulaException(position, "a quantile is from 0 to 1");
    }
    tokens.expect(",");
    return quantile;
  }

  private Formula histogram(HistogramFigure figure) throws FormulaException {
    tokens.expect("(");
    double quantile = figure == HistogramFigure.QUANTILE ? quantile() : 0;
    Token sum = tokens.take();
    if (!sum.isName(Aggregation.SUM.word())) {
      throw new FormulaException(
          sum.position(), "histograms are merged by 'sum', which must stand here");
    }
    int position = tokens.peek().position();
    Selection selection = grouped(this::selection, true);
    if (selection.over() != OverWindow.RATE && selection.over() != OverWindow.INCREASE) {
      throw new FormulaException(
          position, "histograms are taken by 'rate' or 'increase', which must stand in 'sum'");
    }
    tokens.expect(")");
    return new OfHistograms(figure, quantile, selection);
  }

  private interface Part<T> {
    T read() throws FormulaException;
  }

  private <T> T nested(Part<T> part) throws FormulaException {
    if (++depth > MAX_DEPTH) {
      throw new FormulaException(tokens.peek().position(), "it is nested too deep");
    }
    T read = part.read();
    depth--;
    return read;
  }

  /** {@code [by] "(" inner ")" [by]}. */
  private Selection grouped(Part<Selection> inner, boolean histograms) throws FormulaException {
    Token first = tokens.peek();
    List<String> labels = byLabels();
    tokens.expect("(");
    Selection selection = inner.read();
    tokens.expect(")");
    if (labels == null) {
      labels = byLabels();
    }
    TreeSet<String> group = new TreeSet<>(labels == null ? List.of() : labels);
    if (histograms) {
      group.remove(BUCKET_BOUND);
    }
    List<String> sorted = List.copyOf(group);
    if (by != null && !by.equals(sorted)) {
      throw new FormulaException(
          first.position(),
          "this groups by " + sorted + " and what is before it by " + by + "; both must be equal");
    }
    by = sorted;
    return selection;
  }

  private @Nullable List<String> byLabels() throws FormulaException {
    if (tokens.peek().isName("without")) {
      throw new FormulaException(
          tokens.peek().position(), "'without' is not known here; name the labels to keep, 'by'");
    }
    if (!tokens.peek().isName("by")) {
      return null;
    }
    tokens.take();
    tokens.expect("(");
    List<String> labels = new ArrayList<>();
    while (!tokens.takeIf(")")) {
      labels.add(label());
      if (!tokens.takeIf(",") && !tokens.peek().is(")")) {
        tokens.expect(")");
      }
    }
    return labels;
  }

  private Selection selection() throws FormulaException {
    Token token = tokens.peek();
    if (tokens.second().is("(")) {
      for (OverWindow over : OverWindow.values()) {
        if (token.isName(over.word())) {
          tokens.take();
          tokens.expect("(");
          SeriesSelector series = series();
          tokens.expect(")");
          return new Selection(over, series);
        }
      }
      String known =
          Arrays.stream(OverWindow.values())
              .map(OverWindow::word)
              .collect(Collectors.joining(", "));
      throw new FormulaException(
          token.position(), token.shown() + " is not one of the functions " + known);
    }
    return new Selection(OverWindow.LAST, series());
  }

  private SeriesSelector series() throws FormulaException {
    List<LabelMatcher> matchers = new ArrayList<>();
    @Nullable String metric = null;
    Token first = tokens.peek();
    if (first.kind() == Kind.NAME) {
      metric = tokens.take().text();
    } else if (!first.is("{")) {
      throw new FormulaException(
          first.position(), "the name of a metric is expected, not " + first.shown());
    }
    if (tokens.takeIf("{")) {
      while (!tokens.takeIf("}")) {
        if (metric == null
            && tokens.peek().kind() == Kind.TEXT
            && (tokens.second().is(",") || tokens.second().is("}"))) {
          metric = tokens.take().text();
        } else {
          matchers.add(matcher());
        }
        if (!tokens.takeIf(",") && !tokens.peek().is("}")) {
          tokens.expect("}");
        }
      }
    }
    if (metric == null || metric.isEmpty()) {
      throw new FormulaException(first.position(), "it names no metric");
    }
    if (tokens.takeIf("[")) {
      Token range = tokens.take();
      if (!range.text().equals("1m") && !range.text().equals("60s")) {
        throw new FormulaException(
            range.position(), "the window is always the minute: write [1m] or leave it out");
      }
      tokens.expect("]");
    }
    return new SeriesSelector(metric, matchers);
  }

  private LabelMatcher matcher() throws FormulaException {
    String label = label();
    Token sign = tokens.take();
    LabelMatcher.Operator operator;
    try {
      operator = LabelMatcher.Operator.ofSign(sign.text());
    } catch (IllegalArgumentException e) {
      throw new FormulaException(
          sign.position(), "one of = != =~ !~ is expected, not " + sign.shown());
    }
    Token value = tokens.take();
    if (value.kind() != Kind.TEXT) {
      throw new FormulaException(
          value.position(), "a value in quotes is expected, not " + value.shown());
    }
    try {
      return new LabelMatcher(label, operator, value.text());
    } catch (IllegalArgumentException e) {
      throw new FormulaException(value.position(), String.valueOf(e.getMessage()));
    }
  }

  private String label() throws FormulaException {
    Token token = tokens.take();
    if (token.kind() != Kind.NAME && token.kind() != Kind.TEXT) {
      throw new FormulaException(
          token.position(), "the name of a label is expected, not " + token.shown());
    }
    return token.text();
  }

  private double signedNumber() throws FormulaException {
    return tokens.takeIf("-") ? -number() : number();
  }

  private double number() throws FormulaException {
    Token token = tokens.take();
    if (token.kind() == Kind.NUMBER) {
      try {
        double value = Double.parseDouble(token.text());
        // parseDouble takes 1d and 1f too
        if (Double.isFinite(value) && !Character.isLetter(token.text().charAt(last(token)))) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new FormulaException(token.position(), token.shown() + " is not a number");
      }
    }
    throw new FormulaException(token.position(), "a number is expected, not " + token.shown());
  }

  private static int last(Token token) {
    return token.text().length() - 1;
  }
}
