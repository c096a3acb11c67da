package io.watchlake.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Says on the error stream how far a long piece of work is: a bar that is drawn over and over on a
 * terminal, a line every few seconds elsewhere.
 */
public final class Progress implements AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration NEXT_LINE = Duration.ofSeconds(5);
  private static final int BAR = 24;

  private final String work;
  private final String unit;
  private final LongSupplier records;
  private final DoubleSupplier share;
  private final PrintWriter err;
  private final boolean terminal;
  private final long startedAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A progress that is not told yet.
   *
   * @param work what is done, a word
   * @param unit what is counted, in the plural
   * @param records how many of them are done
   * @param share how much of the work is done, 0 to 1
   * @param terminal whether {@code err} is one
   */
  public Progress(
      String work,
      String unit,
      LongSupplier records,
      DoubleSupplier share,
      PrintWriter err,
      boolean terminal) {
    this.work = work;
    this.unit = unit;
    this.records = records;
    this.share = share;
    this.err = err;
    this.terminal = terminal;
  }

  /** Begins to tell. */
  public void start() {
    long every = (terminal ? REDRAW : NEXT_LINE).toMillis();
    var unused = timer.scheduleAtFixedRate(this::draw, every, every, TimeUnit.MILLISECONDS);
  }

  private void draw() {
    String line = line(work, unit, records.getAsLong(), share.getAsDouble(), elapsed());
    synchronized (err) {
      if (terminal) {
        err.print("\r\u001b[K" + line);
      } else {
        err.println(line);
      }
      err.flush();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  static String line(String work, String unit, long records, double share, Duration elapsed) {
    double done = Math.min(1, Math.max(0, share));
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    int full = (int) Math.round(done * BAR);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3.0f %%  %,d %s  %,.0f/s  %s",
        work,
        "#".repeat(full),
        ".".repeat(BAR - full),
        done * 100,
        records,
        unit,
        records / seconds,
        done > 0.01 && done < 1
            ? "about "
                + time(Duration.ofMillis((long) (seconds * 1000 * (1 - done) / done)))
                + " left"
            : time(elapsed));
  }

  private static String time(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Ends; a bar on a terminal is taken away. */
  @Override
  public void close() {
    timer.shutdownNow();
    if (terminal) {
      synchronized (err) {
        err.print("\r\u001b[K");
        err.flush();
      }
    }
  }
}
