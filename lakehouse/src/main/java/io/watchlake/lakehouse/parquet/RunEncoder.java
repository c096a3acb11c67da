package io.watchlake.lakehouse.parquet;

/**
 * The same form as {@link HybridEncoder}, of small numbers that come as runs: what a run takes does
 * not depend on how long it is. Of numbers of at most eight bits.
 */
final class RunEncoder {

  private static final int GROUP = HybridEncoder.GROUP;

  private final int width;
  private final PageBytes out;

  /** The lowest bit of each number of a group. */
  private final long ones;

  /** Where the packed groups are told that are being written; -1 where none are. */
  private int header = -1;

  private int groups;

  /** The numbers of the group that is not full. */
  private long bits;

  private int held;

  RunEncoder(int width, PageBytes out) {
    this.width = width;
    this.out = out;
    long lowest = 0;
    for (int i = 0; i < GROUP; i++) {
      lowest |= 1L << (i * width);
    }
    this.ones = lowest;
  }

  /** Writes a number so many times. */
  void add(int number, int times) {
    // A run begins where a group ends; the rest of the last group is taken from it.
    int rest = -held & (GROUP - 1);
    if (times - rest < GROUP) {
      pack(number, times);
      return;
    }
    pack(number, rest);
    endGroups();
    HybridEncoder.run(number, times - rest, width, out);
  }

  private void pack(int number, int times) {
    int left = times;
    while (left > 0) {
      int next = Math.min(left, GROUP - held);
      // 1 << 64 would be 1: a full group of eight bits each has no mask.
      long mask = next * width == Long.SIZE ? -1 : (1L << (next * width)) - 1;
      bits |= (number * ones & mask) << (held * width);
      held += next;
      left -= next;
      if (held == GROUP) {
        writeGroup();
      }
    }
  }

  private void writeGroup() {
    if (header < 0) {
      header = out.size();
      out.write(0);
    }
    out.lowest(bits, width);
    bits = 0;
    held = 0;
    groups++;
    if (groups == HybridEncoder.MOST_GROUPS) {
      endGroups();
    }
  }

  private void endGroups() {
    if (header >= 0) {
      out.byteAt(header, (groups << 1) | 1);
    }
    header = -1;
    groups = 0;
  }

  /** Writes what is left; the last group is filled up with zeros. */
  void end() {
    if (held > 0) {
      writeGroup();
    }
    endGroups();
  }
}
