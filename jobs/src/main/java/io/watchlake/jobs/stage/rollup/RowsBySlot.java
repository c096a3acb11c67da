package io.watchlake.jobs.stage.rollup;

import java.util.Arrays;

/**
 * Which row of a window a slot has. Rows are given in turn, from 0.
 *
 * <p>Most windows have rows of most slots, and an array over the slots says it. A window of 10 s
 * has rows of the few series that are asked for: it has a hash table until an array would be no
 * more than a few times as large.
 */
final class RowsBySlot {

  private static final int FIRST_CAPACITY = 32;
  private static final int PRIME = 0x9E3779B1;

  /** How many times as large as the hash table an array over the slots may be. */
  private static final int WORTH_AN_ARRAY = 2;

  /** Row plus 1, by slot or by place; 0 for none. By place: a power of two, at most half full. */
  private int[] rows;

  /** The slot of each row, as long as there is a hash table. */
  private int[] slots;

  private int size;
  private int highest = -1;
  private boolean bySlot;

  private RowsBySlot(int[] rows, int[] slots, int size, int highest, boolean bySlot) {
    this.rows = rows;
    this.slots = slots;
    this.size = size;
    this.highest = highest;
    this.bySlot = bySlot;
  }

  RowsBySlot() {
    this(new int[FIRST_CAPACITY], new int[FIRST_CAPACITY / 2], 0, -1, false);
  }

  /** Without rows, with room for as many as another one has. */
  static RowsBySlot like(RowsBySlot other) {
    int[] rows = new int[other.rows.length];
    int[] slots = other.bySlot ? other.slots : new int[other.slots.length];
    return new RowsBySlot(rows, slots, 0, -1, other.bySlot);
  }

  /** The row of a slot; -1 where it has none. */
  int find(int slot) {
    if (bySlot) {
      return slot < rows.length ? rows[slot] - 1 : -1;
    }
    return rows[place(slot)] - 1;
  }

  /** Gives a slot that has none the next row. */
  void add(int slot) {
    int row = size++;
    highest = Math.max(highest, slot);
    if (!bySlot && row == slots.length) {
      grow();
    }
    if (bySlot) {
      if (slot >= rows.length) {
        rows = Arrays.copyOf(rows, Math.max(slot + 1, rows.length + rows.length / 2));
      }
      rows[slot] = row + 1;
    } else {
      slots[row] = slot;
      rows[place(slot)] = row + 1;
    }
  }

  private void grow() {
    int known = slots.length;
    int[] before = slots;
    int capacity = rows.length * 2;
    bySlot = highest < capacity * WORTH_AN_ARRAY;
    if (bySlot) {
      rows = new int[highest + 1];
      slots = new int[0];
      for (int row = 0; row < known; row++) {
        rows[before[row]] = row + 1;
      }
      return;
    }
    rows = new int[capacity];
    slots = Arrays.copyOf(before, capacity / 2);
    for (int row = 0; row < known; row++) {
      rows[place(before[row])] = row + 1;
    }
  }

  /** Where a slot is in the hash table, or where there is room for it. */
  private int place(int slot) {
    int mask = rows.length - 1;
    int place = ((slot * PRIME) >>> 8) & mask;
    while (rows[place] != 0 && slots[rows[place] - 1] != slot) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** The same rows, which change apart from these. */
  RowsBySlot copy() {
    return new RowsBySlot(rows.clone(), slots.clone(), size, highest, bySlot);
  }
}
