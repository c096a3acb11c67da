package io.watchlake.app.replay;

import io.watchlake.app.ingest.Signal;
import io.watchlake.app.replay.LakeCounts.Arrived;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Waits until every record sent is a committed row or dead letter. It gives up when the counts have
 * not changed for a while, never while they grow.
 */
final class CommitWait {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Sent sent;
  private final Function<Signal, Arrived> counting;
  private final Duration patience;

  /**
   * A wait.
   *
   * @param counting what of a signal is committed now; may throw while the lakehouse is away
   * @param patience how long nothing may change
   */
  CommitWait(Sent sent, Function<Signal, Arrived> counting, Duration patience) {
    this.sent = sent;
    this.counting = counting;
    this.patience = patience;
  }

  /**
   * How it ended.
   *
   * @param arrived what is committed, by signal
   * @param problems what is missing or too much; empty when everything sent is there once
   */
  record Result(Map<Signal, Arrived> arrived, List<String> problems) {}

  /** Waits; {@code progress} is told the committed records after each look. */
  Result await(Consumer<Long> progress) throws InterruptedException {
    Map<Signal, Arrived> arrived = new EnumMap<>(Signal.class);
    String trouble = "";
    long changed = System.nanoTime();
    while (true) {
      Map<Signal, Arrived> now = new EnumMap<>(arrived);
      try {
        for (Signal signal : Signal.values()) {
          if (!complete(signal, arrived)) {
            now.put(signal, counting.apply(signal));
          }
        }
        trouble = "";
      } catch (RuntimeException e) {
        // The catalog may be busy for a moment; if it stays away, patience ends and says so.
        trouble = String.valueOf(e.getMessage());
      }
      if (!now.equals(arrived)) {
        arrived = now;
        changed = System.nanoTime();
      }
      progress.accept(arrived.values().stream().mapToLong(Arrived::total).sum());
      List<String> problems = problems(arrived, trouble);
      if (problems.isEmpty()
          || tooMuch(arrived)
          || System.nanoTime() - changed > patience.toNanos()) {
        return new Result(arrived, problems);
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }

  private boolean complete(Signal signal, Map<Signal, Arrived> arrived) {
    Arrived there = arrived.get(signal);
    return there != null && there.total() == sent.counts(signal).records();
  }

  private boolean tooMuch(Map<Signal, Arrived> arrived) {
    return arrived.entrySet().stream()
        .anyMatch(there -> there.getValue().total() > sent.counts(there.getKey()).records());
  }

  private List<String> problems(Map<Signal, Arrived> arrived, String trouble) {
    List<String> problems = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      long wanted = sent.counts(signal).records();
      Arrived there = arrived.getOrDefault(signal, Arrived.NOTHING);
      if (there.total() != wanted) {
        problems.add(
            signal.label()
                + ": "
                + wanted
                + " sent, but "
                + there.rows()
                + " rows and "
                + there.dead()
                + " dead letters are committed");
      }
    }
    if (!problems.isEmpty() && !trouble.isEmpty()) {
      problems.add("the lakehouse could not be read: " + trouble);
    }
    return problems;
  }
}
