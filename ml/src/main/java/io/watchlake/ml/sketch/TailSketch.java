package io.watchlake.ml.sketch;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * The upper tail of a stream of values ≥ 0: a histogram of eight buckets an octave that keeps its
 * highest occupied buckets and merges the lowest ones, so that a single giant value costs one
 * bucket and no resolution. Relative error of a quantile in the kept part: under 12.5 %.
 *
 * <p>When a bucket has counted 65,535 values all counts are halved: a very long past weighs less.
 */
public final class TailSketch {

  private static final int MANTISSA_BITS = 3;
  private static final int SHIFT = 23 - MANTISSA_BITS;
  private static final int FULL = 65_535;

  private final char[] keys;
  private final char[] counts;
  private int size;
  private int total;

  /**
   * No values yet.
   *
   * @param capacity how many buckets are kept
   */
  public TailSketch(int capacity) {
    keys = new char[capacity];
    counts = new char[capacity];
  }

  /** Takes a value; negative ones count as 0, infinity as the greatest number. */
  public void add(float value) {
    int key = key(value);
    int at = find(key);
    if (at >= size || keys[at] != key) {
      if (size == keys.length) {
        if (at == 0) {
          count(0); // lower than all that is kept
          return;
        }
        mergeLowest();
        at--;
      }
      System.arraycopy(keys, at, keys, at + 1, size - at);
      System.arraycopy(counts, at, counts, at + 1, size - at);
      keys[at] = (char) key;
      counts[at] = 0;
      size++;
    }
    count(at);
  }

  private void count(int at) {
    counts[at]++;
    total++;
    if (counts[at] == FULL) {
      total = 0;
      for (int i = 0; i < size; i++) {
        counts[i] = (char) ((counts[i] + 1) / 2);
        total += counts[i];
      }
    }
  }

  /** The lowest two become the second lowest: a value counts rather as larger than as smaller. */
  private void mergeLowest() {
    int sum = Math.min(FULL - 1, counts[0] + counts[1]);
    total += sum - counts[0] - counts[1];
    counts[1] = (char) sum;
    System.arraycopy(keys, 1, keys, 0, size - 1);
    System.arraycopy(counts, 1, counts, 0, size - 1);
    size--;
  }

  private int find(int key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int key(float value) {
    if (!(value > 0)) {
      return 0;
    }
    return Float.floatToIntBits(Math.min(value, Float.MAX_VALUE)) >>> SHIFT;
  }

  /**
   * The values above which given shares of the past lie, interpolated within a bucket; 0 without a
   * past.
   *
   * @param shares ascending, each between 0 and 1
   * @param values receives a value for each share
   */
  public void upper(double[] shares, double[] values) {
    int above = 0;
    int at = size - 1;
    for (int i = 0; i < shares.length; i++) {
      double mass = shares[i] * total;
      while (at > 0 && above + counts[at] <= mass) {
        above += counts[at--];
      }
      if (at < 0 || keys[at] == 0) {
        values[i] = 0;
        continue;
      }
      double low = Float.intBitsToFloat(keys[at] << SHIFT);
      double high = Float.intBitsToFloat((keys[at] + 1) << SHIFT);
      double into = Math.min(1, (mass - above) / counts[at]);
      values[i] = Math.min(high, Float.MAX_VALUE) - into * (Math.min(high, Float.MAX_VALUE) - low);
    }
  }

  public void write(StateWriter out) {
    out.writeShort(size);
    for (int i = 0; i < size; i++) {
      out.writeShort(keys[i]);
      out.writeShort(counts[i]);
    }
  }

  public void read(StateReader in) {
    size = in.readCount(keys.length);
    total = 0;
    for (int i = 0; i < size; i++) {
      keys[i] = (char) in.readShort();
      counts[i] = (char) in.readShort();
      total += counts[i];
    }
  }
}
