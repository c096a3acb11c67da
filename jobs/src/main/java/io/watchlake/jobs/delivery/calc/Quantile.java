package io.watchlake.jobs.delivery.calc;

import org.jspecify.annotations.Nullable;

/** Quantiles by linear interpolation: type 7 of Hyndman and Fan (1996). */
final class Quantile {

  private Quantile() {}

  /**
   * The quantile of sorted values: with {@code i = (n - 1) p}, {@code x[⌊i⌋] + (i - ⌊i⌋) (x[⌊i⌋ +
   * 1] - x[⌊i⌋])}.
   *
   * @param sorted ascending
   * @param p 0 to 1
   * @return null where there are no values
   */
  static @Nullable Double of(double[] sorted, double p) {
    if (sorted.length == 0) {
      return null;
    }
    double index = (sorted.length - 1) * p;
    int below = (int) Math.floor(index);
    if (below + 1 >= sorted.length) {
      return sorted[below];
    }
    return sorted[below] + (index - below) * (sorted[below + 1] - sorted[below]);
  }
}
