package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The records of a second that are asked for. Of each subscription {@link #MOST_SIGNALS} are
 * signals of their own; a record beyond that, for all who ask for it, is counted together with
 * those that the same subscriptions ask for and that have the same service and the same values of
 * the labels they are told apart by. What counts them counts right, therefore: whoever looks at one
 * of them looks at all, and takes them to be of the same key.
 *
 * <p>Of a second, {@link #MOST_GROUPS} such groups are kept at most; what is of none is left out.
 */
final class AskedRecords {

  /** How many records of a subscription and second are signals of their own. */
  static final int MOST_SIGNALS = 100;

  /** How many groups of a second are kept. */
  static final int MOST_GROUPS = 1_000;

  private record GroupKey(List<String> subscriptions, List<String> by) {}

  /** Records that are counted together; what is told of them is what the first is. */
  private static final class Group {

    private final Signal first;
    private long records;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    Group(Signal first) {
      this.first = first;
    }

    void add(long unixNano, double value) {
      records++;
      earliest = Math.min(earliest, unixNano);
      latest = Math.max(latest, unixNano);
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }

    Signal signal() {
      Map<String, String> evidence = new TreeMap<>(first.evidence());
      evidence.put(Signal.RECORDS, Long.toString(records));
      evidence.put("from_unix_nano", Long.toString(earliest));
      // Of fractions, the mean of equal values may be beyond them by a hair.
      double mean = Math.max(least, Math.min(most, sum / records));
      return new Signal(
          first.id() + '+',
          first.kind(),
          first.timeline(),
          latest,
          first.name(),
          first.unit(),
          first.service(),
          first.key(),
          mean,
          first.labels(),
          evidence);
    }
  }

  private final Map<String, Integer> signals = new HashMap<>();
  private final Map<GroupKey, Group> groups = new LinkedHashMap<>();

  /** What became of a record. */
  enum Fate {
    /** It is a signal of its own. */
    SIGNAL,
    /** It was counted together with others. */
    COUNTED,
    /** It is part of no signal. */
    LEFT_OUT
  }

  /**
   * Takes a record in.
   *
   * @param asked those that ask for it, at least one, always in the same order
   * @param out takes the signal, if it is one of its own
   */
  Fate add(RecordView record, List<RecordSubscription> asked, Consumer<Signal> out) {
    boolean own = false;
    for (RecordSubscription one : asked) {
      own |= signals.merge(one.id(), 1, Integer::sum) <= MOST_SIGNALS;
    }
    if (own) {
      out.accept(record.signal());
      return Fate.SIGNAL;
    }
    GroupKey key = key(record, asked);
    Group group = groups.get(key);
    if (group == null) {
      if (groups.size() == MOST_GROUPS) {
        return Fate.LEFT_OUT;
      }
      group = new Group(record.signal());
      groups.put(key, group);
    }
    group.add(record.timeUnixNano(), record.value());
    return Fate.COUNTED;
  }

  private static GroupKey key(RecordView record, List<RecordSubscription> asked) {
    List<String> subscriptions = new ArrayList<>();
    List<String> by = new ArrayList<>();
    by.add(record.service());
    for (RecordSubscription one : asked) {
      subscriptions.add(one.id());
      for (String label : one.by()) {
        by.add(record.label(label));
      }
    }
    return new GroupKey(subscriptions, by);
  }

  /** Whether records wait to be told of together. */
  boolean isWaiting() {
    return !groups.isEmpty();
  }

  /** Tells of what was counted together so far. */
  void tell(Consumer<Signal> out) {
    groups.values().forEach(group -> out.accept(group.signal()));
    groups.clear();
  }

  /** Begins another second; nothing waits. */
  void begin() {
    signals.clear();
  }
}
