package io.watchlake.jobs.stage.rollup.distribution;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a point of a cumulative series says. Lists of these are sorted and have each once, so that
 * what is computed of them does not depend on the order they came in.
 *
 * @param startUnixNano since when; 0 for unknown
 * @param observed since then
 */
record Reading(long startUnixNano, Observed observed) {

  private static final Comparator<Reading> ORDER =
      Comparator.comparing(Reading::observed, Observed.BY_CONTENT)
          .thenComparingLong(Reading::startUnixNano);

  long timeUnixNano() {
    return observed.lastUnixNano();
  }

  /** Puts it where it belongs. */
  void into(List<Reading> sorted) {
    int at = sorted.size();
    while (at > 0) {
      int order = ORDER.compare(sorted.get(at - 1), this);
      if (order == 0) {
        return;
      }
      if (order < 0) {
        break;
      }
      at--;
    }
    sorted.add(at, this);
  }

  /**
   * What was observed in a window, resets taken out.
   *
   * @param before the newest point before the window; null where nothing is known
   * @param sorted the points of the window
   * @param windowUnixNano start of the window
   */
  static Observed growth(@Nullable Reading before, List<Reading> sorted, long windowUnixNano) {
    Observed grown = Observed.NOTHING;
    Reading last = before;
    for (Reading reading : sorted) {
      grown = grown.plus(reading.after(last, windowUnixNano));
      last = reading;
    }
    return grown;
  }

  private Observed after(@Nullable Reading last, long windowUnixNano) {
    if (last == null) {
      // A series begins at 0; where it began before the window, what it grew until then did not
      // grow in the window.
      boolean begins = startUnixNano != 0 && startUnixNano >= windowUnixNano;
      Observed none = begins ? null : observed.since(observed);
      return none == null ? observed : none;
    }
    boolean anew = startUnixNano != last.startUnixNano && startUnixNano > last.timeUnixNano();
    Observed grown = anew ? null : observed.since(last.observed);
    return grown == null ? observed : grown;
  }
}
