package io.watchlake.app.replay;

import io.watchlake.app.ingest.OffsetRange;
import io.watchlake.app.ingest.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What Kafka acknowledged so far, and where it lies. Safe for all threads. */
final class Sent {

  private final Map<Signal, Counts> counts = new EnumMap<>(Signal.class);
  private final Map<Signal, List<OffsetRange>> ranges = new EnumMap<>(Signal.class);
  private long latestNanos;
  private String rejection = "";

  Sent() {
    for (Signal signal : Signal.values()) {
      counts.put(signal, Counts.NONE);
      ranges.put(signal, new ArrayList<>());
    }
  }

  /**
   * What was sent of one signal.
   *
   * @param requests requests answered with success
   * @param records records acknowledged
   * @param rejected records that ingest took for good as not to be stored
   */
  record Counts(long requests, long records, long rejected) {

    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts more) {
      return new Counts(requests + more.requests, records + more.records, rejected + more.rejected);
    }
  }

  synchronized void add(Line line, long rejected, String why, List<OffsetRange> origins) {
    counts.merge(line.signal(), new Counts(1, line.records() - rejected, rejected), Counts::plus);
    List<OffsetRange> known = of(line.signal());
    origins.forEach(range -> append(known, range));
    latestNanos = Math.max(latestNanos, line.latestNanos());
    if (rejected > 0 && rejection.isEmpty()) {
      rejection = line.place() + ": " + rejected + " records rejected: " + why;
    }
  }

  synchronized Counts counts(Signal signal) {
    return counts.getOrDefault(signal, Counts.NONE);
  }

  synchronized Counts total() {
    return counts.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** Where the records lie, by partition and offset; neighbours are one range. */
  synchronized List<OffsetRange> ranges(Signal signal) {
    List<OffsetRange> sorted = new ArrayList<>(of(signal));
    sorted.sort(
        Comparator.comparingInt(OffsetRange::partition).thenComparingLong(OffsetRange::first));
    List<OffsetRange> merged = new ArrayList<>();
    sorted.forEach(range -> append(merged, range));
    return merged;
  }

  /** The latest event time sent, nanoseconds since the epoch; 0 before the first. */
  synchronized long latestNanos() {
    return latestNanos;
  }

  /** The first rejection in words, with its place; empty without any. */
  synchronized String rejection() {
    return rejection;
  }

  private List<OffsetRange> of(Signal signal) {
    return ranges.computeIfAbsent(signal, none -> new ArrayList<>());
  }

  /** Adds a range to those before it: requests come in order, so most only lengthen one. */
  private static void append(List<OffsetRange> ranges, OffsetRange next) {
    for (int i = ranges.size() - 1; i >= 0; i--) {
      OffsetRange last = ranges.get(i);
      if (last.partition() == next.partition()) {
        if (last.last() + 1 == next.first()) {
          ranges.set(i, new OffsetRange(last.topic(), last.partition(), last.first(), next.last()));
          return;
        }
        break;
      }
    }
    ranges.add(next);
  }
}
