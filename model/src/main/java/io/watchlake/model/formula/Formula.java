package io.watchlake.model.formula;

/** What a derived metric is computed by, for one window and one group of series. */
public sealed interface Formula {

  /** A number that is written in the formula. */
  record Literal(double value) implements Formula {}

  /** Two values, computed together; without a value where either has none. */
  record Arithmetic(ArithmeticOperator operator, Formula left, Formula right) implements Formula {}

  /** A value where the comparison holds; no value where it does not. */
  record Filter(Formula of, Comparison comparison, double bound) implements Formula {}

  /** A value, or {@code other} where there is none. */
  record OrElse(Formula of, double other) implements Formula {}

  /** One value of the series of a group. */
  record Aggregate(Aggregation aggregation, Selection of) implements Formula {}

  /**
   * A figure of the observations of a group's histograms in the window.
   *
   * @param figure which one
   * @param quantile 0 to 1 for {@link HistogramFigure#QUANTILE}; 0 for the others
   * @param of the histograms, by what they grew; with {@code le} as a label, Prometheus' series a
   *     bucket. Of {@code LAST} all that has observations: histograms and sketches of values
   */
  record OfHistograms(HistogramFigure figure, double quantile, Selection of) implements Formula {}

  /** The four arithmetic operators. */
  enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
  }

  /** Comparisons with a number. */
  enum Comparison {
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    EQUAL("=="),
    NOT_EQUAL("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** How the values of a group's series become one. */
  enum Aggregation {
    SUM("sum"),
    AVG("avg"),
    MIN("min"),
    MAX("max"),
    COUNT("count");

    private final String word;

    Aggregation(String word) {
      this.word = word;
    }

    /** The function's name in a formula. */
    public String word() {
      return word;
    }
  }

  /** What is asked of histograms. */
  enum HistogramFigure {
    QUANTILE("histogram_quantile"),
    AVG("histogram_avg"),
    SUM("histogram_sum"),
    COUNT("histogram_count");

    private final String word;

    HistogramFigure(String word) {
      this.word = word;
    }

    /** The function's name in a formula. */
    public String word() {
      return word;
    }
  }
}
