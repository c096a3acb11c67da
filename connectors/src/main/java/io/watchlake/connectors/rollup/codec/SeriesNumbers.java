package io.watchlake.connectors.rollup.codec;

import java.util.Arrays;

/** Numbers series of one message after the other in the order in which they come. */
final class SeriesNumbers {

  private static final int FIRST_CAPACITY = 64;
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long[] ids = new long[FIRST_CAPACITY / 2];
  private int size;

  /** Number by place, plus {@code base}; what is less is of an earlier message. */
  private int[] table = new int[FIRST_CAPACITY];

  private int base = 1;

  int size() {
    return size;
  }

  /** The number of a series; -1 where it is new, and has the next one from now on. */
  int number(long id) {
    int place = place(id);
    if (table[place] >= base) {
      return table[place] - base;
    }
    if (size == ids.length) {
      grow();
      place = place(id);
    }
    ids[size] = id;
    table[place] = base + size++;
    return -1;
  }

  /** Begins another message. */
  void clear() {
    base += size;
    size = 0;
    if (base > Integer.MAX_VALUE / 2) {
      Arrays.fill(table, 0);
      base = 1;
    }
  }

  private void grow() {
    ids = Arrays.copyOf(ids, size * 2);
    table = new int[table.length * 2];
    base = 1;
    for (int number = 0; number < size; number++) {
      table[place(ids[number])] = base + number;
    }
  }

  /** Where a series is, or where there is room for it. */
  private int place(long id) {
    int mask = table.length - 1;
    int place = (int) ((id * PRIME) >>> 32) & mask;
    while (table[place] >= base && ids[table[place] - base] != id) {
      place = (place + 1) & mask;
    }
    return place;
  }
}
