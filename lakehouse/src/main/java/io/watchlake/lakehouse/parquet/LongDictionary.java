package io.watchlake.lakehouse.parquet;

import java.util.Arrays;

/** Numbers longs in the order in which they first come. */
final class LongDictionary {

  private static final int FIRST_CAPACITY = 256;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] values = new long[FIRST_CAPACITY / 2];
  private int size;

  /** Number plus 1 by place; 0 for none. A power of two, at most half full. */
  private int[] table = new int[FIRST_CAPACITY];

  int size() {
    return size;
  }

  /** The values by their numbers; good until one is added. */
  long[] values() {
    return values;
  }

  /**
   * Numbers values.
   *
   * @param most how many entries there may be
   * @return whether there was room for all; else what was numbered is of no use
   */
  boolean number(long[] of, int count, int[] numbers, int most) {
    long last = 0;
    int lastNumber = -1;
    for (int i = 0; i < count; i++) {
      long value = of[i];
      if (value != last || lastNumber < 0) {
        lastNumber = number(value);
        last = value;
        if (size > most) {
          return false;
        }
      }
      numbers[i] = lastNumber;
    }
    return true;
  }

  private int number(long value) {
    int mask = table.length - 1;
    int place = place(value, mask);
    while (table[place] != 0) {
      int number = table[place] - 1;
      if (values[number] == value) {
        return number;
      }
      place = (place + 1) & mask;
    }
    if (size == values.length) {
      grow();
      place = free(value);
    }
    values[size] = value;
    table[place] = ++size;
    return size - 1;
  }

  private void grow() {
    table = new int[table.length * 2];
    values = Arrays.copyOf(values, table.length / 2);
    for (int number = 0; number < size; number++) {
      table[free(values[number])] = number + 1;
    }
  }

  private int free(long value) {
    int mask = table.length - 1;
    int place = place(value, mask);
    while (table[place] != 0) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private static int place(long value, int mask) {
    long mixed = value * MIX;
    return (int) (mixed >>> Integer.SIZE) & mask;
  }
}
