package io.watchlake.model.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.formula.Formula.Aggregate;
import io.watchlake.model.formula.Formula.Aggregation;
import io.watchlake.model.formula.Formula.Arithmetic;
import io.watchlake.model.formula.Formula.ArithmeticOperator;
import io.watchlake.model.formula.Formula.Comparison;
import io.watchlake.model.formula.Formula.Filter;
import io.watchlake.model.formula.Formula.HistogramFigure;
import io.watchlake.model.formula.Formula.Literal;
import io.watchlake.model.formula.Formula.OfHistograms;
import io.watchlake.model.formula.Formula.OrElse;
import io.watchlake.model.formula.Selection.OverWindow;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaParserTest {

  private static final SeriesSelector X = new SeriesSelector("x", List.of());

  @Test
  void aggregatesSelectSeriesAndGroupThem() throws FormulaException {
    assertThat(FormulaParser.parse("sum by (b, a) (rate(x{l=\"v\"}[1m]))"))
        .isEqualTo(
            new GroupedFormula(
                new Aggregate(
                    Aggregation.SUM,
                    new Selection(
                        OverWindow.RATE,
                        new SeriesSelector(
                            "x",
                            List.of(new LabelMatcher("l", LabelMatcher.Operator.EQUAL, "v"))))),
                List.of("a", "b")));
  }

  @Test
  void theGroupMayStandBehindAndTheRangeBeLeftOut() throws FormulaException {
    assertThat(FormulaParser.parse("sum(rate(x)) by (a)"))
        .isEqualTo(FormulaParser.parse("sum by (a) (rate(x[1m]))"));
  }

  @Test
  void productsBindStrongerThanSumsAndBothFromTheLeft() throws FormulaException {
    Formula x = new Aggregate(Aggregation.SUM, new Selection(OverWindow.LAST, X));
    assertThat(FormulaParser.parse("sum(x) - 1 - 2 * sum(x) / 3").formula())
        .isEqualTo(
            new Arithmetic(
                ArithmeticOperator.SUBTRACT,
                new Arithmetic(ArithmeticOperator.SUBTRACT, x, new Literal(1)),
                new Arithmetic(
                    ArithmeticOperator.DIVIDE,
                    new Arithmetic(ArithmeticOperator.MULTIPLY, new Literal(2), x),
                    new Literal(3))));
  }

  @Test
  void comparisonsFilterAndOrGivesASubstitute() throws FormulaException {
    Formula x = new Aggregate(Aggregation.MAX, new Selection(OverWindow.LAST, X));
    assertThat(FormulaParser.parse("(max(x) > -1.5e3) or 0").formula())
        .isEqualTo(new OrElse(new Filter(x, Comparison.GREATER, -1500), 0));
    assertThat(FormulaParser.parse("max(x) > -1.5e3 or 0").formula())
        .isEqualTo(new OrElse(new Filter(x, Comparison.GREATER, -1500), 0));
  }

  @Test
  void bucketBoundsAreMergedAndGroupNothing() throws FormulaException {
    GroupedFormula parsed =
        FormulaParser.parse("histogram_quantile(0.9, sum by (le, a) (rate(x_bucket[1m])))");
    assertThat(parsed.by()).containsExactly("a");
    assertThat(parsed.formula())
        .isEqualTo(
            new OfHistograms(
                HistogramFigure.QUANTILE,
                0.9,
                new Selection(OverWindow.RATE, new SeriesSelector("x_bucket", List.of()))));
  }

  @Test
  void theQuantileOfAllValuesGroupsOnEitherSide() throws FormulaException {
    OfHistograms expected =
        new OfHistograms(HistogramFigure.QUANTILE, 0.9, new Selection(OverWindow.LAST, X));
    for (String text : List.of("quantile by (a) (0.9, x)", "quantile(0.9, x[1m]) by (a)")) {
      assertThat(FormulaParser.parse(text).by()).containsExactly("a");
      assertThat(FormulaParser.parse(text).formula()).isEqualTo(expected);
    }
  }

  @Test
  void namesHaveDotsOrStandInQuotes() throws FormulaException {
    SeriesSelector dotted =
        FormulaParser.selector("http.server.request.duration{http.route=~\"/a.*\", b!=\"\"}");
    assertThat(dotted.metric()).isEqualTo("http.server.request.duration");
    assertThat(FormulaParser.selector(dotted.toString())).isEqualTo(dotted);
    SeriesSelector quoted = FormulaParser.selector("{\"my metric\", \"my label\"='1'}");
    assertThat(quoted.metric()).isEqualTo("my metric");
    assertThat(FormulaParser.selector(quoted.toString())).isEqualTo(quoted);
  }

  @Test
  void aMatcherSeesTheWholeValueAndAMissingLabelAsEmpty() throws FormulaException {
    SeriesSelector selector = FormulaParser.selector("x{code=~\"5..\", zone!~\"test.*\"}");
    assertThat(selector.matches(labels(Map.of("code", "503")))).isTrue();
    assertThat(selector.matches(labels(Map.of("code", "5030")))).isFalse();
    assertThat(selector.matches(labels(Map.of("code", "503", "zone", "test-1")))).isFalse();
    assertThat(FormulaParser.selector("x{code=\"\"}").matches(labels(Map.of()))).isTrue();
  }

  private static UnaryOperator<String> labels(Map<String, String> labels) {
    return name -> labels.getOrDefault(name, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                 | 1  | the end",
        "1 + 2                              | 1  | it selects no series",
        "sum(x) sum(x)                      | 8  | is too much",
        "x                                  | 1  | a number, '(' or one of sum",
        "sum(rate(x)                        | 12 | ')' is expected, not the end",
        "sum(irate(x))                      | 5  | 'irate' is not one of the functions",
        "sum(rate(x[5m]))                   | 12 | the window is always the minute",
        "sum(x{a=1})                        | 9  | a value in quotes is expected",
        "sum(x{a=~\"(\"})                   | 10 | is not a regular expression",
        "sum(x{a~\"b\"})                    | 8  | has no meaning here",
        "sum(x{a=\"b})                      | 9  | the quote is not closed",
        "sum({a=\"b\"})                     | 5  | it names no metric",
        "sum by (a) (x) / sum by (b) (x)    | 22 | both must be equal",
        "sum without (a) (x)                | 5  | 'without' is not known here",
        "sum(x) + 1d                        | 10 | a number is expected",
        "histogram_quantile(2, sum(rate(x)))| 20 | a quantile is from 0 to 1",
        "quantile(-1, x)                    | 10 | a quantile is from 0 to 1",
        "quantile(0.5, rate(x))             | 19 | ')' is expected",
        "histogram_quantile(0.5, rate(x))   | 25 | histograms are merged by 'sum'",
        "histogram_avg(sum(x))              | 18 | histograms are taken by 'rate' or 'increase'",
      })
  void whatCannotBeReadIsRefusedWithItsPlace(String text, int position, String why) {
    assertThatThrownBy(() -> FormulaParser.parse(text == null ? "" : text))
        .isInstanceOf(FormulaException.class)
        .hasMessageStartingWith("at character " + position + ": ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-"})
  void whatIsNestedTooDeepIsRefusedNotOverflowing(String opening) {
    assertThatThrownBy(() -> FormulaParser.parse(opening.repeat(100_000) + "sum(x)"))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("nested too deep");
  }
}
