package io.watchlake.model.formula;

import java.util.List;

/**
 * A formula and the labels by which all its series are grouped: each group and window has a value
 * of its own.
 *
 * @param formula what is computed
 * @param by the labels, sorted, each once; empty for one group of all series
 */
public record GroupedFormula(Formula formula, List<String> by) {

  public GroupedFormula {
    by = List.copyOf(by);
  }
}
