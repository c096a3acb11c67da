package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Series;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series are asked for. As text: terms with {@code ;} between, each a metric's name and maybe
 * labels, {@code name{label=value,label=value}}; a {@code *} at the end of a name stands for
 * anything. A label is an attribute of the point or of its resource. A series is selected where any
 * term holds.
 */
public final class SeriesSelection implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Selects nothing. */
  public static final SeriesSelection NONE = new SeriesSelection("", List.of());

  private record Term(String name, boolean prefix, Map<String, String> labels)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    boolean holds(Series series) {
      return (prefix ? series.metric().startsWith(name) : series.metric().equals(name))
          && labels.entrySet().stream()
              .allMatch(
                  label ->
                      label.getValue().equals(value(series.attributes(), label.getKey()))
                          || label
                              .getValue()
                              .equals(value(series.resource().attributes(), label.getKey())));
    }

    private static String value(Attributes attributes, String label) {
      String text = attributes.strings().get(label);
      Object other =
          text != null
              ? text
              : attributes.longs().containsKey(label)
                  ? attributes.longs().get(label)
                  : attributes.booleans().get(label);
      return String.valueOf(other);
    }
  }

  private final String text;
  private final List<Term> terms;

  private SeriesSelection(String text, List<Term> terms) {
    this.text = text;
    this.terms = terms;
  }

  /**
   * Reads a selection; an empty text selects nothing.
   *
   * @throws IllegalArgumentException naming the term that cannot be read
   */
  public static SeriesSelection parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String term : text.split(";", -1)) {
      if (!term.isBlank()) {
        terms.add(term(term.strip()));
      }
    }
    return new SeriesSelection(text, List.copyOf(terms));
  }

  private static Term term(String text) {
    int brace = text.indexOf('{');
    String name = brace < 0 ? text : text.substring(0, brace).strip();
    Map<String, String> labels = new LinkedHashMap<>();
    if (brace >= 0) {
      if (!text.endsWith("}")) {
        throw new IllegalArgumentException("'" + text + "' has no closing brace");
      }
      for (String label : text.substring(brace + 1, text.length() - 1).split(",", -1)) {
        int equals = label.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "'" + label + "' in '" + text + "' is not label=value");
        }
        labels.put(label.substring(0, equals).strip(), label.substring(equals + 1).strip());
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' names no metric; * stands for any");
    }
    boolean prefix = name.endsWith("*");
    // A copy that Java can serialise.
    return new Term(
        prefix ? name.substring(0, name.length() - 1) : name, prefix, new LinkedHashMap<>(labels));
  }

  /** Whether a series is selected. */
  public boolean contains(Series series) {
    for (Term term : terms) {
      if (term.holds(series)) {
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
