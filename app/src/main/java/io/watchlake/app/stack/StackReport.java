package io.watchlake.app.stack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, a line at a time, what becomes of a stack; also in the supervisor's log. */
final class StackReport implements JobKeeper.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(StackReport.class);

  private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();
  private final Set<String> started = ConcurrentHashMap.newKeySet();
  private final long begun = System.nanoTime();
  private volatile boolean up;

  StackReport(Consumer<String> reader) {
    readers.add(reader);
  }

  /** Has another reader get the lines from now on. */
  void follow(Consumer<String> reader) {
    readers.add(reader);
  }

  synchronized void line(String line) {
    LOG.info("{}", line.strip());
    readers.forEach(reader -> reader.accept(line));
  }

  void ready(String name, Duration took, String where) {
    line(String.format(Locale.ROOT, "  %-22s %6s   %s", name, seconds(took), where));
  }

  @Override
  public void running(String job, String from) {
    if (up) {
      line("  " + job + " runs again, " + from);
    } else if (started.add(job)) {
      ready(job, Duration.ofNanos(System.nanoTime() - begun), from);
    }
  }

  @Override
  public void problem(String job, String reason) {
    line("  " + job + " does not run: " + reason);
  }

  void died(String name, String reason) {
    line("  " + name + " " + reason + ": starting it again");
  }

  void back(String name, Duration gone) {
    line("  " + name + " is back after " + seconds(gone));
  }

  /** The start is over; {@code failed} says which jobs do not run and why. */
  void up(List<String> failed) {
    up = true;
    String after = " after " + seconds(Duration.ofNanos(System.nanoTime() - begun));
    if (failed.isEmpty()) {
      line("Everything runs" + after + ".");
    } else {
      line("Not everything runs" + after + "; what does not is tried again and again:");
      failed.forEach(each -> line("  " + each));
    }
  }

  void stopping() {
    line("Stopping; each job makes a savepoint first.");
  }

  void stopped(String job, String how) {
    line(String.format(Locale.ROOT, "  %-22s %s", job, how));
  }

  void everythingStopped(Duration took) {
    line("Stopped after " + seconds(took) + "; ./watchlake up goes on with the same data.");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
