package io.watchlake.lakehouse.parquet;

import java.util.Arrays;

/**
 * Repetition or definition levels of a page. As long as all are the same, as they are in a column
 * without nulls or of nothing else, they are only counted.
 */
final class Levels {

  private static final int FIRST_CAPACITY = 1024;

  private final int width;
  private int size;
  private int first;

  /** How many of the first are the same. */
  private int same;

  private int[] levels = new int[0];

  /**
   * @param most the highest level
   */
  Levels(int most) {
    this.width = HybridEncoder.width(most);
  }

  int size() {
    return size;
  }

  void add(int level) {
    add(level, 1);
  }

  /** Adds a level so many times. */
  void add(int level, int count) {
    if (width == 0 || count == 0) {
      size += count;
      return;
    }
    if (same == size && (size == 0 || level == first)) {
      first = level;
      size += count;
      same = size;
      return;
    }
    int needed = size + count;
    if (needed > levels.length) {
      levels = Arrays.copyOf(levels, Math.max(Math.max(FIRST_CAPACITY, needed), levels.length * 2));
    }
    if (same == size) {
      Arrays.fill(levels, 0, size, first);
    }
    Arrays.fill(levels, size, needed, level);
    size = needed;
  }

  /** Writes the levels with their length before them, or nothing where there is but one. */
  void encode(PageBytes out) {
    if (width == 0) {
      return;
    }
    int length = out.reserveInt32();
    int begin = out.size();
    if (same == size) {
      HybridEncoder.run(first, size, width, out);
    } else {
      HybridEncoder.encode(levels, size, width, out);
    }
    out.int32At(length, out.size() - begin);
  }

  /** How many bytes the levels take about. */
  long bytes() {
    return same == size ? 0 : (long) size * width / Byte.SIZE;
  }

  void clear() {
    size = 0;
    same = 0;
  }
}
