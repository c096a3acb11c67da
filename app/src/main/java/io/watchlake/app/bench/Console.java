package io.watchlake.app.bench;

import io.watchlake.app.cli.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says on the error stream what a benchmark is doing.
 *
 * @param err the error stream
 * @param terminal whether it is one
 */
record Console(PrintWriter err, boolean terminal) {

  /** Says a line. */
  void say(String format, Object... values) {
    synchronized (err) {
      err.println(String.format(Locale.ROOT, format, values));
      err.flush();
    }
  }

  /** Tells of long work on so many points, from its start until it is closed. */
  Progress progress(String work, LongSupplier done, long all) {
    return progress(work, "points", done, all);
  }

  /** The same, on so many of something else. */
  Progress progress(String work, String unit, LongSupplier done, long all) {
    return new Progress(work, unit, done, () -> done.getAsLong() / (double) all, err, terminal);
  }
}
