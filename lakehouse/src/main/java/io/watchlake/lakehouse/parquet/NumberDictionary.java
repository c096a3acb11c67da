package io.watchlake.lakehouse.parquet;

/**
 * The dictionary of a column of numbers in one row group. It is given up where the first page would
 * be no smaller for it, or when it has grown too large; what was encoded by it before stays so.
 */
final class NumberDictionary {

  private final int valueBytes;
  private final LongDictionary entries = new LongDictionary();
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
    int most = ColumnPages.MOST_DICTIONARY_BYTES / valueBytes;
    if (used == 0) {
      // One that takes as much as the values themselves is no gain.
      most = Math.min(most, size);
    }
    if (!entries.number(values, size, numbers, most)) {
      givenUp = true;
      return false;
    }
    int width = HybridEncoder.width(entries.size() - 1);
    if (used == 0
        && (long) entries.size() * valueBytes + (long) size * width / Byte.SIZE
            > (long) size * valueBytes) {
      givenUp = true;
      return false;
    }
    out.write(width);
    HybridEncoder.encode(numbers, size, width, out);
    used = entries.size();
    return true;
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
