package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.number.LongNumbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which row of a window a slot has. Rows are given in turn, from 0.
 *
 * <p>Most windows have rows of most slots, and an array over the slots says it. A window of 10 s
 * has rows of the few series that are asked for: it has a hash table until an array would be no
 * more than a few times as large.
 */
final class RowsBySlot {

  private static final int FEW = 16;

  /** An array of so many slots a row costs about as much as the hash table. */
  private static final int SLOTS_A_ROW = 8;

  /** The rows of few slots; null once there is an array. */
  private @Nullable LongNumbers few;

  /** Row plus 1 by slot, 0 for none; empty until there is an array. */
  private int[] rows;

  private int size;
  private int highest = -1;

  private RowsBySlot(@Nullable LongNumbers few, int[] rows) {
    this.few = few;
    this.rows = rows;
  }

  RowsBySlot() {
    this(new LongNumbers(), new int[0]);
  }

  /** Without rows, with room for as many as another one has. */
  static RowsBySlot like(RowsBySlot other) {
    return new RowsBySlot(other.few == null ? null : new LongNumbers(), new int[other.rows.length]);
  }

  /** The row of a slot; -1 where it has none. */
  int find(int slot) {
    if (few != null) {
      return few.find(slot);
    }
    return slot < rows.length ? rows[slot] - 1 : -1;
  }

  /** Gives a slot that has none the next row. */
  void add(int slot) {
    highest = Math.max(highest, slot);
    if (few != null) {
      var unused = few.number(slot);
      size++;
      if (size > FEW && highest < size * SLOTS_A_ROW) {
        spread(few);
      }
      return;
    }
    if (slot >= rows.length) {
      rows = Arrays.copyOf(rows, Math.max(slot + 1, rows.length + rows.length / 2));
    }
    rows[slot] = ++size;
  }

  private void spread(LongNumbers from) {
    rows = new int[highest + 1];
    for (int row = 0; row < size; row++) {
      rows[(int) from.values()[row]] = row + 1;
    }
    few = null;
  }

  /** The same rows, which change apart from these. */
  RowsBySlot copy() {
    RowsBySlot copy = new RowsBySlot(few == null ? null : few.copy(), rows.clone());
    copy.size = size;
    copy.highest = highest;
    return copy;
  }
}
