package io.watchlake.jobs.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of time.
 *
 * @param from its begin
 * @param to its end, which is not in it
 */
record Span(Instant from, Instant to) {

  /** The same a while earlier. */
  Span earlier(Duration by) {
    return new Span(from.minus(by), to.minus(by));
  }

  /** Pieces of it, one after the other, that hold about so many of its rows each. */
  List<Span> pieces(long rows, long rowsAtOnce) {
    long pieces = Math.max(1, (rows + rowsAtOnce - 1) / rowsAtOnce);
    // Times in tables are microseconds, and pieces are not to be told in less.
    long millis = Math.max(1, (Duration.between(from, to).toMillis() + pieces - 1) / pieces);
    List<Span> all = new ArrayList<>();
    for (Instant begin = from; begin.isBefore(to); begin = begin.plusMillis(millis)) {
      Instant end = begin.plusMillis(millis);
      all.add(new Span(begin, end.isAfter(to) ? to : end));
    }
    return all;
  }

  /** A condition of SQL that an expression is in it. */
  String holds(String time) {
    return time + " >= TIMESTAMPTZ '" + from + "' AND " + time + " < TIMESTAMPTZ '" + to + "'";
  }
}
