package io.watchlake.model.number;

import java.util.Arrays;

/**
 * Numbers longs in the order in which they first come, from 0: a hash table with open addressing.
 * Not for several threads.
 */
public final class LongNumbers {

  private static final int FIRST_CAPACITY = 32;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long[] values;
  private int size;

  /** Number plus 1 by place; 0 for none. A power of two, at most half full. */
  private int[] table;

  /** Of nothing yet. */
  public LongNumbers() {
    this(new long[FIRST_CAPACITY / 2], 0, new int[FIRST_CAPACITY]);
  }

  private LongNumbers(long[] values, int size, int[] table) {
    this.values = values;
    this.size = size;
    this.table = table;
  }

  /** How many have a number. */
  public int size() {
    return size;
  }

  /** The values by their numbers, and some room; not to be changed, and good until one is added. */
  public long[] values() {
    return values;
  }

  /** The number of a value; -1 where it has none. */
  public int find(long value) {
    return table[place(value)] - 1;
  }

  /** The number of a value, the next one where it has none yet. */
  public int number(long value) {
    int place = place(value);
    if (table[place] == 0) {
      if (size == values.length) {
        grow();
        place = place(value);
      }
      values[size] = value;
      table[place] = ++size;
    }
    return table[place] - 1;
  }

  /** Forgets all values; takes as long as there are. */
  public void clear() {
    // The last first, since those after it in the table came later.
    for (int number = size - 1; number >= 0; number--) {
      table[place(values[number])] = 0;
    }
    size = 0;
  }

  /** The same numbers, which change apart from these. */
  public LongNumbers copy() {
    return new LongNumbers(values.clone(), size, table.clone());
  }

  private void grow() {
    values = Arrays.copyOf(values, size * 2);
    table = new int[table.length * 2];
    for (int number = 0; number < size; number++) {
      table[place(values[number])] = number + 1;
    }
  }

  /** Where a value is, or where there is room for it. */
  private int place(long value) {
    int mask = table.length - 1;
    int place = (int) ((value * PRIME) >>> 32) & mask;
    while (table[place] != 0 && values[table[place] - 1] != value) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
