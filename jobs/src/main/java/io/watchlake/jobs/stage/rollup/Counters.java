package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.telemetry.Rollup.Increase;
import java.util.Arrays;

/**
 * Points of cumulative counters, packed: three longs each, the time, the bits of the value as a
 * double, and the start of the sequence (0 for unknown). Sorted by time and each there once, so
 * that what is computed of them does not depend on the order they came in.
 */
public final class Counters {

  /** Longs a point. */
  public static final int WIDTH = 3;

  /** No points. */
  public static final long[] NONE = {};

  private Counters() {}

  /** A point by itself. */
  public static long[] of(long time, double value, long start) {
    return new long[] {time, Double.doubleToRawLongBits(value), start};
  }

  /** The first {@code size} longs of points in any order, as this class wants them. */
  public static long[] sorted(long[] packed, int size) {
    if (!isSorted(packed, size)) {
      int middle = size / WIDTH / 2 * WIDTH;
      return merge(
          sorted(packed, middle), sorted(Arrays.copyOfRange(packed, middle, size), size - middle));
    }
    return packed.length == size ? packed : Arrays.copyOf(packed, size);
  }

  /** Whether the first {@code size} longs are as this class wants them. */
  public static boolean isSorted(long[] packed, int size) {
    for (int at = WIDTH; at < size; at += WIDTH) {
      if (compare(packed, at - WIDTH, packed, at) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The points of both, neither of which is changed. */
  public static long[] merge(long[] one, long[] other) {
    if (one.length == 0 || other.length == 0) {
      return one.length == 0 ? other : one;
    }
    long[] merged = new long[one.length + other.length];
    int size = merge(one, 0, one.length, other, 0, other.length, merged, 0);
    return size == merged.length ? merged : Arrays.copyOf(merged, size);
  }

  /**
   * Writes the points of both to {@code into} from {@code to} on, where none of them is.
   *
   * @return how many longs that are
   */
  static int merge(
      long[] one, int from, int length, long[] other, int start, int more, long[] into, int to) {
    int end = from + length;
    int otherEnd = start + more;
    if (length == 0 || more == 0 || compare(one, end - WIDTH, other, start) < 0) {
      System.arraycopy(one, from, into, to, length);
      System.arraycopy(other, start, into, to + length, more);
      return length + more;
    }
    int a = from;
    int b = start;
    int at = to;
    while (a < end || b < otherEnd) {
      int order = a == end ? 1 : b == otherEnd ? -1 : compare(one, a, other, b);
      System.arraycopy(order <= 0 ? one : other, order <= 0 ? a : b, into, at, WIDTH);
      at += WIDTH;
      a += order <= 0 ? WIDTH : 0;
      b += order >= 0 ? WIDTH : 0;
    }
    return at - to;
  }

  /** The order of two points. */
  static int compare(long[] one, int at, long[] other, int there) {
    int order = Long.compare(one[at], other[there]);
    if (order == 0) {
      order =
          Double.compare(
              Double.longBitsToDouble(one[at + 1]), Double.longBitsToDouble(other[there + 1]));
    }
    return order != 0 ? order : Long.compare(one[at + 2], other[there + 2]);
  }

  /**
   * How much a counter grew.
   *
   * @param before the newest point before the window; none where nothing is known
   * @param points those from {@code from} to {@code to}, exclusive, are the points of the window
   * @param windowUnixNano start of the window
   */
  static Increase increase(long[] before, long[] points, int from, int to, long windowUnixNano) {
    double grown = 0;
    int resets = 0;
    boolean known = before.length > 0;
    long lastTime = known ? before[0] : 0;
    double lastValue = known ? Double.longBitsToDouble(before[1]) : 0;
    long lastStart = known ? before[2] : 0;
    for (int at = from; at < to; at += WIDTH) {
      double value = Double.longBitsToDouble(points[at + 1]);
      long start = points[at + 2];
      if (!known) {
        // A counter begins at 0; where it began before the window, what it grew until then did not
        // grow in the window.
        grown += start != 0 && start >= windowUnixNano ? value : 0;
      } else if (value < lastValue || (start != lastStart && start > lastTime)) {
        grown += value;
        resets++;
      } else {
        grown += value - lastValue;
      }
      known = true;
      lastTime = points[at];
      lastValue = value;
      lastStart = start;
    }
    return new Increase(grown, resets);
  }
}
