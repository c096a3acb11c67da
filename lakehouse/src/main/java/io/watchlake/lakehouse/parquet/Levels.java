package io.watchlake.lakehouse.parquet;

import java.util.Arrays;

/**
 * Repetition or definition levels of a page, as runs of the same level: lists and nulls come in
 * runs, and a column without nulls, or of nothing else, is one.
 */
final class Levels {

  private static final int FIRST_CAPACITY = 64;

  private final int width;
  private int size;

  /** The level of the run that is not ended, and how long that is so far. */
  private int level;

  private int count;

  /** Level and length of each run that is ended. */
  private int[] runs = new int[0];

  private int runsSize;

  /**
   * @param most the highest level
   */
  Levels(int most) {
    this.width = HybridEncoder.width(most);
  }

  int size() {
    return size;
  }

  /** Adds a level so many times. */
  void add(int next, int times) {
    size += times;
    if (next == level || times == 0) {
      count += times;
      return;
    }
    if (runsSize == runs.length) {
      runs = Arrays.copyOf(runs, Math.max(FIRST_CAPACITY, runsSize * 2));
    }
    runs[runsSize++] = level;
    runs[runsSize++] = count;
    level = next;
    count = times;
  }

  /** Writes the levels with their length before them, or nothing where there is but one. */
  void encode(PageBytes out) {
    if (width == 0) {
      return;
    }
    int length = out.reserveInt32();
    int begin = out.size();
    RunEncoder encoder = new RunEncoder(width, out);
    for (int at = 0; at < runsSize; at += 2) {
      encoder.add(runs[at], runs[at + 1]);
    }
    encoder.add(level, count);
    encoder.end();
    out.int32At(length, out.size() - begin);
  }

  /** How many bytes the levels take about. */
  long bytes() {
    return runsSize == 0 ? 0 : (long) size * width / Byte.SIZE;
  }

  void clear() {
    size = 0;
    count = 0;
    runsSize = 0;
  }
}
