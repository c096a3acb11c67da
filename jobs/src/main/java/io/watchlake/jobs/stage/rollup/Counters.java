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
    for (int at = WIDTH; at < size; at += WIDTH) {
      if (compare(packed, at - WIDTH, packed, at) >= 0) {
        int middle = size / WIDTH / 2 * WIDTH;
        return merge(
            sorted(packed, middle),
            sorted(Arrays.copyOfRange(packed, middle, size), size - middle));
      }
    }
    return packed.length == size ? packed : Arrays.copyOf(packed, size);
  }

  /** The points of both, neither of which is changed. */
  public static long[] merge(long[] one, long[] other) {
    if (one.length == 0 || other.length == 0) {
      return one.length == 0 ? other : one;
    }
    if (compare(one, one.length - WIDTH, other, 0) < 0) {
      return concatenated(one, other);
    }
    long[] merged = new long[one.length + other.length];
    int a = 0;
    int b = 0;
    int size = 0;
    while (a < one.length || b < other.length) {
      int order = a == one.length ? 1 : b == other.length ? -1 : compare(one, a, other, b);
      System.arraycopy(order <= 0 ? one : other, order <= 0 ? a : b, merged, size, WIDTH);
      size += WIDTH;
      a += order <= 0 ? WIDTH : 0;
      b += order >= 0 ? WIDTH : 0;
    }
    return size == merged.length ? merged : Arrays.copyOf(merged, size);
  }

  private static long[] concatenated(long[] one, long[] other) {
    long[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private static int compare(long[] one, int at, long[] other, int there) {
    int order = Long.compare(one[at], other[there]);
    if (order == 0) {
      order =
          Double.compare(
              Double.longBitsToDouble(one[at + 1]), Double.longBitsToDouble(other[there + 1]));
    }
    return order != 0 ? order : Long.compare(one[at + 2], other[there + 2]);
  }

  /** The newest of some points; none where there are none. */
  public static long[] last(long[] points) {
    return points.length <= WIDTH
        ? points
        : Arrays.copyOfRange(points, points.length - WIDTH, points.length);
  }

  /**
   * How much a counter grew.
   *
   * @param before the newest point before the window; none where nothing is known
   * @param points the points of the window
   * @param windowUnixNano start of the window
   */
  public static Increase increase(long[] before, long[] points, long windowUnixNano) {
    double grown = 0;
    int resets = 0;
    boolean known = before.length > 0;
    long lastTime = known ? before[0] : 0;
    double lastValue = known ? Double.longBitsToDouble(before[1]) : 0;
    long lastStart = known ? before[2] : 0;
    for (int at = 0; at < points.length; at += WIDTH) {
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
