package io.watchlake.lakehouse.parquet;

import io.watchlake.model.number.LongNumbers;

/**
 * The dictionary of a column of numbers in one row group. It is given up where the first page would
 * be no smaller for it, or when it has grown too large; what was encoded by it before stays so.
 */
final class NumberDictionary {

  private final int valueBytes;
  private final LongNumbers entries = new LongNumbers();
  private boolean givenUp;

  /** Entries that pages use. */
  private int used;

  private int[] numbers = new int[0];

  /**
   * @param valueBytes how many bytes a value takes
   */
  NumberDictionary(int valueBytes) {
    this.valueBytes = valueBytes;
  }

  /**
   * Writes a page of values by their numbers.
   *
   * @return whether it did; else nothing was written
   */
  boolean encode(long[] values, int size, PageBytes out) {
    if (givenUp || size == 0) {
      return false;
    }
    if (numbers.length < size) {
      numbers = new int[values.length];
    }
    boolean isFirst = used == 0;
    // A first page with as many entries as values gains nothing.
    int most = ColumnPages.MOST_DICTIONARY_BYTES / valueBytes;
    if (!number(values, size, isFirst ? Math.min(most, size) : most)) {
      givenUp = true;
      return false;
    }
    int width = HybridEncoder.width(entries.size() - 1);
    if (isFirst && !isSmaller(size, width)) {
      givenUp = true;
      return false;
    }
    out.write(width);
    HybridEncoder.encode(numbers, size, width, out);
    used = entries.size();
    return true;
  }

  /** Numbers the values; returns whether there are no more than so many entries. */
  private boolean number(long[] values, int size, int most) {
    long last = values[0];
    int lastNumber = entries.number(last);
    for (int i = 0; i < size; i++) {
      if (values[i] != last) {
        last = values[i];
        lastNumber = entries.number(last);
        if (entries.size() > most) {
          return false;
        }
      }
      numbers[i] = lastNumber;
    }
    return true;
  }

  private boolean isSmaller(int size, int width) {
    long byDictionary = (long) entries.size() * valueBytes + (long) size * width / Byte.SIZE;
    return byDictionary <= (long) size * valueBytes;
  }

  /** How many entries pages use. */
  int size() {
    return used;
  }

  /** The values of entries by their numbers. */
  long[] values() {
    return entries.values();
  }
}
