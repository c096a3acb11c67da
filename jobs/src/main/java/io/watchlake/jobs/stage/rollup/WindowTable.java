package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.otlp.codec.Exemplars;
import io.watchlake.model.sketch.ValueSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One window of the series of a bucket, as columns: a row a series that has points in it. Series
 * are told by their slots in the bucket.
 */
final class WindowTable {

  private static final int FIRST_CAPACITY = 16;

  final long window;
  int size;

  int[] slots;
  long[] counts;
  double[] sums;
  double[] mins;
  double[] maxs;
  double[] lasts;
  long[] lastTimes;
  long[] staleTimes;
  CounterColumn counters;
  double[] increases;
  int[] resets;

  /** Null as long as no row has any; a sketch is replaced and never changed. */
  private @Nullable ValueSketch @Nullable [] sketches;

  /** Null as long as no row has any; of each row one JSON array. */
  private @Nullable String @Nullable [] exemplars;

  /** Revision of the next telling; 0 as long as nothing was told. */
  int[] revisions;

  /** Whether something came that was not told yet, and of how many rows. */
  private boolean[] changed;

  private int changes;

  /** Whether more than one bucket has it. */
  private boolean shared;

  /** Row of a slot plus 1; 0 where the slot has none. */
  private int[] rows;

  WindowTable(long window) {
    this(window, FIRST_CAPACITY, FIRST_CAPACITY, 0);
  }

  private WindowTable(long window, int capacity, int slotCapacity, int counterCapacity) {
    this.window = window;
    slots = new int[capacity];
    counts = new long[capacity];
    sums = new double[capacity];
    mins = new double[capacity];
    maxs = new double[capacity];
    lasts = new double[capacity];
    lastTimes = new long[capacity];
    staleTimes = new long[capacity];
    increases = new double[capacity];
    resets = new int[capacity];
    revisions = new int[capacity];
    changed = new boolean[capacity];
    counters = new CounterColumn(capacity, counterCapacity);
    rows = new int[slotCapacity];
  }

  /** A window without rows, with room for as much as another one has. */
  static WindowTable like(WindowTable other, long window) {
    int capacity = Math.max(FIRST_CAPACITY, other.size);
    return new WindowTable(window, capacity, other.rows.length, other.counters.size());
  }

  /** The row of a slot; -1 where it has none. */
  int find(int slot) {
    return slot < rows.length ? rows[slot] - 1 : -1;
  }

  /** The row of a slot, a new one without values where it has none. */
  int row(int slot) {
    if (slot >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(slot + 1, rows.length * 2));
    }
    if (rows[slot] > 0) {
      return rows[slot] - 1;
    }
    if (size == slots.length) {
      resize(Math.max(FIRST_CAPACITY, size * 2));
    }
    int row = size++;
    rows[slot] = row + 1;
    slots[row] = slot;
    counts[row] = 0;
    sums[row] = 0;
    mins[row] = Double.NaN;
    maxs[row] = Double.NaN;
    lasts[row] = Double.NaN;
    lastTimes[row] = 0;
    staleTimes[row] = 0;
    increases[row] = 0;
    resets[row] = 0;
    revisions[row] = 0;
    changed[row] = false;
    return row;
  }

  /** Whether something came to any row that was not told yet. */
  boolean hasChanges() {
    return changes > 0;
  }

  /** Whether something came to a row that was not told yet. */
  boolean isChanged(int row) {
    return changed[row];
  }

  /** Says that there is something to tell of a row. */
  void change(int row) {
    changes += changed[row] ? 0 : 1;
    changed[row] = true;
  }

  /** Says that all was told of a row. */
  void told(int row) {
    changes -= changed[row] ? 1 : 0;
    changed[row] = false;
  }

  /** Adds what was seen of a series. */
  void add(int slot, PartialBatch batch, int from) {
    int row = row(slot);
    merge(
        row,
        batch.counts[from],
        batch.sums[from],
        batch.mins[from],
        batch.maxs[from],
        batch.lasts[from],
        batch.lastTimes[from],
        batch.staleTimes[from]);
    counters.merge(row, batch.counters, from);
    addSketch(row, batch.sketch(from));
    addExemplars(row, batch.exemplars(from));
  }

  /** Adds a row of a shorter window, its increase included. */
  void add(WindowTable part, int from) {
    int row = row(part.slots[from]);
    merge(
        row,
        part.counts[from],
        part.sums[from],
        part.mins[from],
        part.maxs[from],
        part.lasts[from],
        part.lastTimes[from],
        part.staleTimes[from]);
    increases[row] += part.increases[from];
    resets[row] += part.resets[from];
    addSketch(row, part.sketch(from));
    addExemplars(row, part.exemplars(from));
  }

  /** The sketch of a row's values; null where none was asked for. */
  @Nullable ValueSketch sketch(int row) {
    return SketchColumn.get(sketches, row);
  }

  private void addSketch(int row, @Nullable ValueSketch sketch) {
    if (sketch != null) {
      sketches =
          SketchColumn.with(sketches, row, ValueSketch.sum(sketch(row), sketch), slots.length);
    }
  }

  /** Exemplars of a row as a JSON array; null where there are none. */
  @Nullable String exemplars(int row) {
    return TextColumn.get(exemplars, row);
  }

  private void addExemplars(int row, @Nullable String json) {
    if (json != null) {
      exemplars =
          TextColumn.with(
              exemplars,
              row,
              Exemplars.largest(exemplars(row), json, PartialBatch.MAX_EXEMPLARS),
              slots.length);
    }
  }

  private void merge(
      int row,
      long count,
      double sum,
      double min,
      double max,
      double last,
      long lastTime,
      long staleTime) {
    change(row);
    staleTimes[row] = Math.max(staleTimes[row], staleTime);
    if (count == 0) {
      return;
    }
    boolean first = counts[row] == 0;
    mins[row] = first ? min : Math.min(mins[row], min);
    maxs[row] = first ? max : Math.max(maxs[row], max);
    counts[row] += count;
    sums[row] += sum;
    if (PartialBatch.isNewer(lastTime, last, lastTimes[row], lasts[row])) {
      lasts[row] = last;
      lastTimes[row] = lastTime;
    }
  }

  /** Tells slots anew: {@code to} has the new one of each, or -1 for those that are gone. */
  WindowTable moved(int[] to) {
    WindowTable result = new WindowTable(window);
    for (int from = 0; from < size; from++) {
      if (to[slots[from]] >= 0) {
        int row = result.row(to[slots[from]]);
        result.counts[row] = counts[from];
        result.sums[row] = sums[from];
        result.mins[row] = mins[from];
        result.maxs[row] = maxs[from];
        result.lasts[row] = lasts[from];
        result.lastTimes[row] = lastTimes[from];
        result.staleTimes[row] = staleTimes[from];
        result.counters.merge(row, counters, from);
        result.increases[row] = increases[from];
        result.resets[row] = resets[from];
        result.revisions[row] = revisions[from];
        if (changed[from]) {
          result.change(row);
        }
        result.addSketch(row, sketch(from));
        result.addExemplars(row, exemplars(from));
      }
    }
    return result;
  }

  /**
   * This table for one more owner. None of them changes it from then on, but what {@link #owned}
   * gives: between two checkpoints most windows of a bucket stay as they are.
   */
  WindowTable share() {
    shared = true;
    return this;
  }

  /** The same table for who is about to change it: itself where nobody else has it. */
  WindowTable owned() {
    return shared ? copy() : this;
  }

  private WindowTable copy() {
    WindowTable copy = new WindowTable(window);
    copy.size = size;
    copy.slots = slots.clone();
    copy.counts = counts.clone();
    copy.sums = sums.clone();
    copy.mins = mins.clone();
    copy.maxs = maxs.clone();
    copy.lasts = lasts.clone();
    copy.lastTimes = lastTimes.clone();
    copy.staleTimes = staleTimes.clone();
    copy.counters = counters.copy();
    copy.increases = increases.clone();
    copy.resets = resets.clone();
    copy.revisions = revisions.clone();
    copy.changed = changed.clone();
    copy.changes = changes;
    copy.rows = rows.clone();
    copy.sketches = sketches == null ? null : sketches.clone();
    copy.exemplars = exemplars == null ? null : exemplars.clone();
    return copy;
  }

  /**
   * Writes all of it; what reads it back is {@link #read}.
   *
   * @param columns to the same output
   */
  void write(DataOutput out, ColumnWriter columns) throws IOException {
    out.writeLong(window);
    out.writeInt(size);
    columns.ints(slots, size);
    columns.longs(counts, size);
    columns.doubles(sums, size);
    columns.doubles(mins, size);
    columns.doubles(maxs, size);
    columns.doubles(lasts, size);
    columns.longs(lastTimes, size);
    columns.longsOrZeros(staleTimes, size);
    counters.write(columns, size);
    columns.doubles(increases, size);
    columns.ints(resets, size);
    columns.ints(revisions, size);
    columns.booleans(changed, size);
    SketchColumn.write(out, sketches, size);
    TextColumn.write(out, exemplars, size);
  }

  /**
   * What {@link #write} wrote; version 1 is without sketches, 2 without exemplars, 3 has values the
   * highest byte first and the counters of each row by themselves.
   */
  static WindowTable read(int version, DataInput in, int knownSlots) throws IOException {
    WindowTable table = new WindowTable(in.readLong());
    int size = ColumnReader.size(in);
    if (size > knownSlots) {
      throw new IOException("a window of more series than there are: the bytes are damaged");
    }
    boolean former = version < 4;
    ColumnReader columns =
        new ColumnReader(in, former ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int[] slots = columns.ints(size);
    for (int slot : slots) {
      if (slot < 0 || slot >= knownSlots) {
        throw new IOException("a window of an unknown series: the bytes are damaged");
      }
      table.row(slot);
    }
    table.counts = columns.longs(size);
    table.sums = columns.doubles(size);
    table.mins = columns.doubles(size);
    table.maxs = columns.doubles(size);
    table.lasts = columns.doubles(size);
    table.lastTimes = columns.longs(size);
    table.staleTimes = former ? columns.longs(size) : columns.longsOrZeros(size);
    table.counters =
        former ? CounterColumn.readLists(columns, size) : CounterColumn.read(columns, size);
    table.increases = columns.doubles(size);
    table.resets = columns.ints(size);
    table.revisions = columns.ints(size);
    table.changed = columns.booleans(size);
    for (boolean isChanged : table.changed) {
      table.changes += isChanged ? 1 : 0;
    }
    table.slots = slots;
    table.sketches = version < 2 ? null : SketchColumn.read(in, size);
    table.exemplars = version < 3 ? null : TextColumn.read(in, size);
    return table;
  }

  private void resize(int capacity) {
    slots = Arrays.copyOf(slots, capacity);
    counts = Arrays.copyOf(counts, capacity);
    sums = Arrays.copyOf(sums, capacity);
    mins = Arrays.copyOf(mins, capacity);
    maxs = Arrays.copyOf(maxs, capacity);
    lasts = Arrays.copyOf(lasts, capacity);
    lastTimes = Arrays.copyOf(lastTimes, capacity);
    staleTimes = Arrays.copyOf(staleTimes, capacity);
    counters.resize(capacity);
    increases = Arrays.copyOf(increases, capacity);
    resets = Arrays.copyOf(resets, capacity);
    revisions = Arrays.copyOf(revisions, capacity);
    changed = Arrays.copyOf(changed, capacity);
  }
}
