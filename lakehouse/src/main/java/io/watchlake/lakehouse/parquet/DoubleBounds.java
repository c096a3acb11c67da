package io.watchlake.lakehouse.parquet;

/**
 * How many of a column's doubles are no number, and the smallest and the largest of those that are.
 * Ordered as {@link Double#compare}. Not for several threads.
 */
public final class DoubleBounds {

  private long count;
  private long nans;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /** Adds doubles by their bits. */
  void add(long[] bits, int size) {
    long smallest = Long.MAX_VALUE;
    long largest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long ordered = ordered(bits[i]);
      smallest = Math.min(smallest, ordered);
      largest = Math.max(largest, ordered);
    }
    count += size;
    if (smallest < ordered(Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY))
        || largest > ordered(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY))) {
      addSomeNaN(bits, size);
    } else if (size > 0) {
      bound(Double.longBitsToDouble(ordered(smallest)));
      bound(Double.longBitsToDouble(ordered(largest)));
    }
  }

  /** Bits in the order of the doubles, with what is no number at both ends; and back again. */
  private static long ordered(long bits) {
    return bits ^ ((bits >> (Long.SIZE - 1)) >>> 1);
  }

  private void addSomeNaN(long[] bits, int size) {
    for (int i = 0; i < size; i++) {
      double value = Double.longBitsToDouble(bits[i]);
      if (Double.isNaN(value)) {
        nans++;
      } else {
        bound(value);
      }
    }
  }

  private void bound(double value) {
    least = Double.compare(value, least) < 0 ? value : least;
    most = Double.compare(value, most) > 0 ? value : most;
  }

  /** Adds what another has seen. */
  void add(DoubleBounds other) {
    count += other.count;
    nans += other.nans;
    if (other.hasNumbers()) {
      bound(other.least);
      bound(other.most);
    }
  }

  /** How many values there are. */
  public long count() {
    return count;
  }

  /** How many of them are no number. */
  public long nans() {
    return nans;
  }

  /** Whether any of them is a number. */
  public boolean hasNumbers() {
    return count > nans;
  }

  /** The smallest number; infinity where there is none. */
  public double least() {
    return least;
  }

  /** The largest number; negative infinity where there is none. */
  public double most() {
    return most;
  }
}
