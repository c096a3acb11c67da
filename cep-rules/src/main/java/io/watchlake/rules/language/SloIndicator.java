package io.watchlake.rules.language;

import io.watchlake.rules.model.Indicator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An indicator, and the labels by which its events are told apart.
 *
 * @param by each of them has a budget of its own; empty for one of all
 */
record SloIndicator(Indicator indicator, List<String> by) {

  /**
   * The indicator of two queries; null if they do not belong together, after telling why.
   *
   * @param at where problems are told of
   * @param good whether {@code part} counts what is good
   */
  static @Nullable SloIndicator of(
      Entries at, Field<?> field, SloQuery part, SloQuery all, boolean good) {
    if (!part.by().equals(all.by())) {
      at.error(
          field,
          "it tells sums apart by " + part.by() + " and the total by " + all.by(),
          "write the same labels after both 'by'");
      return null;
    }
    if (part.weight() != all.weight()) {
      at.error(
          field,
          "it counts " + part.weight().code() + " and the total " + all.weight().code(),
          "count both in the same way");
      return null;
    }
    if (part.series().equals(all.series())) {
      at.error(field, "it counts the same as the total", "say which events are meant");
      return null;
    }
    for (String label : part.by()) {
      if (!AlertLabels.isName(label)) {
        at.error(field, AlertLabels.quotedNoName(label), "write letters, digits, _ and dots");
        return null;
      }
    }
    return new SloIndicator(
        new Indicator(part.pattern(null), all.pattern(null), good, part.weight()), part.by());
  }
}
