package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.telemetry.Series;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which series are asked for. As text: terms with {@code ;} between, each a metric's name and maybe
 * labels as formulas have them, {@code name{label="value", other=~"reg.*ex"}}; where no value has
 * quotes, {@code name{label=value,label=value}} will do. A {@code *} at the end of a name stands
 * for anything. What a label is, {@link SeriesLabels} says. A series is selected where any term
 * holds.
 */
public final class SeriesSelection implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Selects nothing. */
  public static final SeriesSelection NONE = new SeriesSelection("");

  private record Term(SeriesSelector selector, boolean isPrefix) {

    boolean holds(Series series, SeriesLabels labels) {
      String metric = selector.metric();
      return (isPrefix ? series.metric().startsWith(metric) : series.metric().equals(metric))
          && selector.matches(labels);
    }
  }

  private final String text;

  /** Read from the text when first needed: it travels with the graph, they do not. */
  private transient @Nullable List<Term> terms;

  private SeriesSelection(String text) {
    this.text = text;
  }

  /**
   * Reads a selection; an empty text selects nothing.
   *
   * @throws IllegalArgumentException naming the term that cannot be read
   */
  public static SeriesSelection parse(String text) {
    SeriesSelection selection = new SeriesSelection(text);
    selection.terms = terms(text);
    return selection;
  }

  private static List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean ends = i == text.length();
      if (!ends && text.charAt(i) == '"' && text.charAt(Math.max(0, i - 1)) != '\\') {
        quoted = !quoted;
      }
      if (ends || (text.charAt(i) == ';' && !quoted)) {
        String term = text.substring(from, i).strip();
        if (!term.isEmpty()) {
          terms.add(term(term));
        }
        from = i + 1;
      }
    }
    return List.copyOf(terms);
  }

  private static Term term(String text) {
    int brace = text.indexOf('{');
    String name = brace < 0 ? text : text.substring(0, brace).strip();
    if (brace >= 0 && !text.endsWith("}")) {
      throw new IllegalArgumentException("'" + text + "' has no closing brace");
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' names no metric; * stands for any");
    }
    String labels = brace < 0 ? "" : text.substring(brace + 1, text.length() - 1);
    boolean isPrefix = name.endsWith("*");
    return new Term(
        new SeriesSelector(
            isPrefix ? name.substring(0, name.length() - 1) : name,
            labels.indexOf('"') < 0 ? unquoted(text, labels) : quoted(text, labels)),
        isPrefix);
  }

  private static List<LabelMatcher> quoted(String text, String labels) {
    try {
      return FormulaParser.selector("any{" + labels + '}').matchers();
    } catch (FormulaException e) {
      throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
    }
  }

  private static List<LabelMatcher> unquoted(String text, String labels) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (String label : labels.isBlank() ? new String[0] : labels.split(",", -1)) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + label + "' in '" + text + "' is not label=value");
      }
      matchers.add(
          new LabelMatcher(
              label.substring(0, equals).strip(),
              LabelMatcher.Operator.EQUAL,
              label.substring(equals + 1).strip()));
    }
    return matchers;
  }

  /** Whether a series is selected. */
  public boolean contains(Series series) {
    List<Term> known = terms;
    if (known == null) {
      known = terms(text);
      terms = known;
    }
    if (known.isEmpty()) {
      return false;
    }
    SeriesLabels labels = new SeriesLabels(series);
    for (Term term : known) {
      if (term.holds(series, labels)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
