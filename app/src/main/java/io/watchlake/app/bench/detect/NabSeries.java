package io.watchlake.app.bench.detect;

import java.util.List;

/**
 * A labelled series.
 *
 * @param name {@code category/file.csv}
 * @param times milliseconds since 1970, as the file has them
 * @param values a value for each
 * @param windows first and last time of each labelled window, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of points, never compared
record NabSeries(String name, long[] times, double[] values, List<Window> windows) {

  /** Times of the first and the last row of a labelled window, both within. */
  record Window(long from, long to) {}

  int length() {
    return times.length;
  }
}
