package io.watchlake.jobs.stage.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One window of the series of a bucket, as columns: a row a series that has points in it. Series
 * are told by their slots in the bucket.
 */
final class WindowTable {

  private static final int FIRST_CAPACITY = 16;

  final long window;
  int size;

  int[] slots;
  ValueColumns values;
  double[] increases;
  int[] resets;

  /** Revision of the next telling; 0 as long as nothing was told. */
  int[] revisions;

  /** Whether something came that was not told yet, and of how many rows. */
  private boolean[] changed;

  private int changes;

  /** Whether more than one bucket has it. */
  private boolean shared;

  private RowsBySlot rows;

  WindowTable(long window) {
    this(window, FIRST_CAPACITY, new RowsBySlot(), 0);
  }

  private WindowTable(long window, int capacity, RowsBySlot rows, int counterCapacity) {
    this.window = window;
    slots = new int[capacity];
    increases = new double[capacity];
    resets = new int[capacity];
    revisions = new int[capacity];
    changed = new boolean[capacity];
    values = new ValueColumns(capacity, counterCapacity);
    this.rows = rows;
  }

  /** A window without rows, with room for as much as another one has. */
  static WindowTable like(WindowTable other, long window) {
    int capacity = Math.max(FIRST_CAPACITY, other.size);
    return new WindowTable(
        window, capacity, RowsBySlot.like(other.rows), other.values.counters.size());
  }

  /** The row of a slot; -1 where it has none. */
  int find(int slot) {
    return rows.find(slot);
  }

  /** The row of a slot, a new one without values where it has none. */
  int row(int slot) {
    int known = rows.find(slot);
    if (known >= 0) {
      return known;
    }
    if (size == slots.length) {
      resize(Math.max(FIRST_CAPACITY, size + size / 2));
    }
    int row = size++;
    rows.add(slot);
    slots[row] = slot;
    values.begin(row);
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
    change(row);
    values.merge(row, batch.values, from);
    values.counters.merge(row, batch.values.counters, from);
  }

  /** Adds a row of a shorter window, its increase included. */
  void add(WindowTable part, int from) {
    int row = row(part.slots[from]);
    change(row);
    values.merge(row, part.values, from);
    increases[row] += part.increases[from];
    resets[row] += part.resets[from];
  }

  /** Tells slots anew: {@code to} has the new one of each, or -1 for those that are gone. */
  WindowTable moved(int[] to) {
    WindowTable result = new WindowTable(window);
    for (int from = 0; from < size; from++) {
      if (to[slots[from]] >= 0) {
        int row = result.row(to[slots[from]]);
        result.values.merge(row, values, from);
        result.values.counters.merge(row, values.counters, from);
        result.increases[row] = increases[from];
        result.resets[row] = resets[from];
        result.revisions[row] = revisions[from];
        if (changed[from]) {
          result.change(row);
        }
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
    copy.values = values.copy();
    copy.increases = increases.clone();
    copy.resets = resets.clone();
    copy.revisions = revisions.clone();
    copy.changed = changed.clone();
    copy.changes = changes;
    copy.rows = rows.copy();
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
    values.write(columns, size);
    columns.doubles(increases, size);
    columns.ints(resets, size);
    columns.ints(revisions, size);
    columns.booleans(changed, size);
    values.writeEvidence(out, size);
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
    table.values = ValueColumns.read(columns, size, former);
    table.increases = columns.doubles(size);
    table.resets = columns.ints(size);
    table.revisions = columns.ints(size);
    table.changed = columns.booleans(size);
    for (boolean isChanged : table.changed) {
      table.changes += isChanged ? 1 : 0;
    }
    table.slots = slots;
    table.values.readEvidence(in, size, version >= 2, version >= 3);
    return table;
  }

  private void resize(int capacity) {
    slots = Arrays.copyOf(slots, capacity);
    values.resize(capacity);
    increases = Arrays.copyOf(increases, capacity);
    resets = Arrays.copyOf(resets, capacity);
    revisions = Arrays.copyOf(revisions, capacity);
    changed = Arrays.copyOf(changed, capacity);
  }
}
