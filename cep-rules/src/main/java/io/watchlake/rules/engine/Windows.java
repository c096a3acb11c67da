package io.watchlake.rules.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What came in a sliding window, and two sums over it. An entry of the same identity takes the
 * place of the one before it, so that what is delivered twice counts once and what is corrected
 * counts as corrected. Beyond {@link #MOST} entries those of the same time are taken together,
 * which changes no sum, and where that is not enough the oldest, which leave the window together.
 */
final class Windows {

  static final int MOST = 10_000;

  /** How many of the newest are never taken together with others for their time. */
  private static final int APART = MOST / 4;

  /** Entries that were taken together have no identity any more. */
  private static final long MERGED = 0;

  private record Entry(long time, long identity, double above, double below) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private double above;
  private double below;

  /** How many entries came since those of the same time were taken together last. */
  private int added;

  /** Sums over the entries later than some time. */
  record Sums(double above, double below) {}

  /**
   * Adds what came, or puts it into the place of what it corrects, which keeps its time.
   *
   * @param time when it counts; no entry is later
   * @param own its own time, not after {@code time}: nothing that it corrects counts before it
   */
  void add(long time, long own, long identity, double of, double to) {
    int later = laterThan(identity, own);
    if (later < 0) {
      entries.addLast(new Entry(time, identity, of, to));
      added++;
    } else {
      Deque<Entry> after = new ArrayDeque<>(later);
      for (int i = 0; i < later; i++) {
        after.addFirst(entries.removeLast());
      }
      Entry before = entries.removeLast();
      above -= before.above();
      below -= before.below();
      entries.addLast(new Entry(before.time(), identity, of, to));
      entries.addAll(after);
    }
    above += of;
    below += to;
    if (entries.size() > MOST) {
      shrink();
    }
  }

  /** How many entries follow the one of an identity; -1 where there is none since a time. */
  private int laterThan(long identity, long since) {
    int later = 0;
    for (Iterator<Entry> each = entries.descendingIterator(); each.hasNext(); later++) {
      Entry entry = each.next();
      if (entry.time() < since) {
        break;
      }
      if (entry.identity() == identity && identity != MERGED) {
        return later;
      }
    }
    return -1;
  }

  private void shrink() {
    if (added >= APART) {
      added = 0;
      mergeEqualTimes();
    }
    if (entries.size() > MOST) {
      Entry first = entries.removeFirst();
      entries.addFirst(merged(first, entries.removeFirst()));
    }
  }

  /** The newest stay apart: one of them may come again, or be corrected. */
  private void mergeEqualTimes() {
    long newest = entries.getLast().time();
    int old = entries.size() - APART;
    List<Entry> before = new ArrayList<>(entries);
    entries.clear();
    for (Entry entry : before) {
      Entry last = entries.peekLast();
      boolean apart = old-- <= 0 || entry.time() == newest;
      if (last != null && last.time() == entry.time() && !apart) {
        entries.removeLast();
        entries.addLast(merged(last, entry));
      } else {
        entries.addLast(entry);
      }
    }
  }

  private static Entry merged(Entry first, Entry second) {
    return new Entry(
        second.time(), MERGED, first.above() + second.above(), first.below() + second.below());
  }

  /** Sums over what is later than a time. */
  Sums since(long time) {
    double of = 0;
    double to = 0;
    for (Iterator<Entry> each = entries.descendingIterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.time() <= time) {
        break;
      }
      of += entry.above();
      to += entry.below();
    }
    return new Sums(of, to);
  }

  /** The time of the oldest entry later than a time; {@link Machine#NEVER} for none. */
  long oldestSince(long time) {
    long oldest = Machine.NEVER;
    for (Iterator<Entry> each = entries.descendingIterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.time() <= time) {
        break;
      }
      oldest = entry.time();
    }
    return oldest;
  }

  /** Lets go what is of {@code time} or older. */
  void expire(long time) {
    while (!entries.isEmpty() && entries.getFirst().time() <= time) {
      Entry entry = entries.removeFirst();
      above -= entry.above();
      below -= entry.below();
    }
    if (entries.isEmpty()) {
      // What adding and taking away again left of fractions.
      above = 0;
      below = 0;
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The time of the oldest entry; there is one. */
  long oldest() {
    return entries.getFirst().time();
  }

  double above() {
    return above;
  }

  double below() {
    return below;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(entries.size());
    for (Entry entry : entries) {
      out.writeLong(entry.time());
      out.writeLong(entry.identity());
      out.writeDouble(entry.above());
      out.writeDouble(entry.below());
    }
  }

  static Windows read(DataInput in) throws IOException {
    Windows windows = new Windows();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      Entry entry = new Entry(in.readLong(), in.readLong(), in.readDouble(), in.readDouble());
      windows.entries.addLast(entry);
      windows.above += entry.above();
      windows.below += entry.below();
    }
    return windows;
  }
}
