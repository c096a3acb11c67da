package io.watchlake.ml.sketch;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/** The last yes-or-no answers, at most 128 of them, and the share of yes among them. */
public final class RecentFlags {

  private static final int WORD = 64;

  private final int capacity;
  private long newer;
  private long older;
  private int size;

  /** None yet; at most {@code capacity} are kept, 65 to 128 or fewer than 64. */
  public RecentFlags(int capacity) {
    this.capacity = capacity;
  }

  public void add(boolean flag) {
    older = older << 1 | newer >>> (WORD - 1);
    newer = newer << 1 | (flag ? 1 : 0);
    size = Math.min(size + 1, capacity);
    if (capacity < WORD) {
      newer &= (1L << capacity) - 1;
      older = 0;
    } else {
      older &= (1L << (capacity - WORD)) - 1;
    }
  }

  /** The share of yes, 0 to 1; 0 without any. */
  public double share() {
    return size == 0 ? 0 : (Long.bitCount(newer) + Long.bitCount(older)) / (double) size;
  }

  public void write(StateWriter out) {
    out.writeShort(size);
    out.writeLong(newer);
    out.writeLong(older);
  }

  public void read(StateReader in) {
    size = in.readCount(capacity);
    newer = in.readLong();
    older = in.readLong();
  }
}
