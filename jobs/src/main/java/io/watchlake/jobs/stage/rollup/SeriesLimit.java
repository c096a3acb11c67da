package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.telemetry.Rollup;
import java.io.Serializable;

/**
 * How many series of one metric have windows of their own.
 *
 * <p>All tasks share one limit without asking each other: a series belongs to one of the {@link
 * Rollup#BUCKETS} buckets by its id, a hash, and each bucket has the same share. Buckets of few
 * series are of different size by chance, so a share is larger by five standard deviations of that:
 * a metric within its limit has all its series, and one beyond it may have up to {@link #most}.
 *
 * @param aMetric the limit, at least one
 */
public record SeriesLimit(int aMetric) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The limit where nothing else is said. */
  public static final int DEFAULT = 100_000;

  private static final int DEVIATIONS = 5;

  public SeriesLimit {
    if (aMetric < 1) {
      throw new IllegalArgumentException("a metric has one series at least, not " + aMetric);
    }
  }

  /** How many series of a metric one bucket takes. */
  public int ofBucket() {
    double share = (double) aMetric / Rollup.BUCKETS;
    return (int) Math.ceil(share + DEVIATIONS * Math.sqrt(share));
  }

  /** How many series of a metric all buckets take: the limit and 40 times its root, rounded up. */
  public long most() {
    return (long) ofBucket() * Rollup.BUCKETS;
  }
}
