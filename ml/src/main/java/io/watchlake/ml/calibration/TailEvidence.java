package io.watchlake.ml.calibration;

import io.watchlake.ml.sketch.TailSketch;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * How much a measure speaks against its own past: 0 below the 95 % quantile of the past; above it
 * the decimal orders of magnitude of its rarity, over four. Evidence 1 is a rarity of 1 in 10,000.
 *
 * <p>Above a quantile the tail is continued twice, exponentially and as a power, from the quantile
 * itself and the one at an eighth of its tail, and the smaller rarity counts: a heavy tail is not
 * taken for an anomaly. The mean over two quantiles (95 % and 98 %) is taken.
 */
public final class TailEvidence {

  private static final double[] TAILS = {0.02 / 8, 0.05 / 8, 0.02, 0.05};
  private static final int INNER = 3;
  private static final double LN_8 = StrictMath.log(8);
  private static final double ORDERS = 4 * StrictMath.log(10);
  private static final double BASE_95 = -StrictMath.log(0.05) / ORDERS;
  private static final double BASE_98 = -StrictMath.log(0.02) / ORDERS;

  /** Widths of a tail are at least these, of the quantile and of its logarithm. */
  private static final double LINEAR_FLOOR = 0.05;

  private static final double POWER_FLOOR = 0.03;

  private final TailSketch past;
  private final double floor;
  private final double[] quantiles = new double[TAILS.length];

  /**
   * No past yet.
   *
   * @param buckets how many buckets of the past are kept
   * @param floor a width of tails below which measures cannot be told apart
   */
  public TailEvidence(int buckets, double floor) {
    past = new TailSketch(buckets);
    this.floor = floor;
  }

  /** The evidence of a measure ≥ 0 against the past, which stays as it is. */
  public double of(float measure) {
    if (!(measure > 0)) {
      quantiles[INNER] = 0;
      return 0;
    }
    past.upper(TAILS, quantiles);
    if (measure <= quantiles[INNER]) {
      return 0;
    }
    return 0.5
        * (above(measure, quantiles[INNER], quantiles[1], BASE_95)
            + above(measure, quantiles[2], quantiles[0], BASE_98));
  }

  private double above(double measure, double quantile, double deeper, double base) {
    if (measure <= quantile) {
      return 0;
    }
    double excess =
        (measure - quantile) / ((deeper - quantile) / LN_8 + LINEAR_FLOOR * quantile + floor);
    if (quantile > 0) {
      double power =
          StrictMath.log(measure / quantile)
              / (StrictMath.log(deeper / quantile) / LN_8 + POWER_FLOOR + floor);
      excess = Math.min(excess, power);
    }
    return base + excess / ORDERS;
  }

  /** The 95 % quantile of the past, as of the last {@link #of}; 0 after a measure of 0. */
  public double usual() {
    return quantiles[INNER];
  }

  /** Adds a measure to the past. */
  public void learn(float measure) {
    past.add(measure);
  }

  public void write(StateWriter out) {
    past.write(out);
  }

  public void read(StateReader in) {
    past.read(in);
  }
}
