package io.watchlake.model.telemetry;

/** How the observations of a window are spread; which form, the series' kind tells. */
public sealed interface Distribution
    permits Distribution.Buckets, Distribution.Quantiles, DistributionPoint.Exponential {

  /**
   * Of a histogram.
   *
   * @param bounds upper bounds, inclusive, ascending; the last bucket has none
   * @param counts observations a bucket, one more than bounds; unsigned 64 bits
   */
  @SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
  record Buckets(double[] bounds, long[] counts) implements Distribution {
    public Buckets {
      if (counts.length != bounds.length + 1) {
        throw new IllegalArgumentException(
            counts.length + " bucket counts with " + bounds.length + " bounds");
      }
    }
  }

  /**
   * Of a summary: what its newest point said, since quantiles cannot be merged.
   *
   * @param quantiles 0 to 1
   * @param values their values, in the same order
   */
  @SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
  record Quantiles(double[] quantiles, double[] values) implements Distribution {
    public Quantiles {
      if (quantiles.length != values.length) {
        throw new IllegalArgumentException(
            quantiles.length + " quantiles with " + values.length + " values");
      }
    }
  }
}
