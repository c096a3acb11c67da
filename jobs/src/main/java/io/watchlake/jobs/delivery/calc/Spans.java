package io.watchlake.jobs.delivery.calc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Spans of time, gathered for their quantiles. */
final class Spans {

  private static final double NANOS_PER_SECOND = 1e9;

  private double[] seconds = new double[8];
  private int size;

  /** Adds a span; where clocks disagree so much that it would be negative, it is zero. */
  void add(long fromUnixNano, long toUnixNano) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
    }
    seconds[size++] = Math.max(0, toUnixNano - fromUnixNano) / NANOS_PER_SECOND;
  }

  int size() {
    return size;
  }

  /** Their quantile in seconds; null where there are none. */
  @Nullable Double quantile(double p) {
    double[] sorted = Arrays.copyOf(seconds, size);
    Arrays.sort(sorted);
    return Quantile.of(sorted, p);
  }
}
