package io.watchlake.app.bench.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How far a score may be off because other files might have been in the benchmark: its files drawn
 * anew with replacement, the threshold held fixed.
 */
final class Resampling {

  private static final int DRAWS = 2_000;
  private static final long SEED = 20_260_101;
  private static final double TAIL = 0.05;

  private Resampling() {}

  /**
   * The bounds that 90 % of the draws' scores lie within.
   *
   * @param low NaN where no draw has a window
   * @param high NaN where no draw has a window
   */
  record Interval(double low, double high) {

    /** Of what has no files to draw. */
    static final Interval NONE = new Interval(Double.NaN, Double.NaN);
  }

  /** The interval of the standard score of some files; the same for the same files. */
  static Interval of(List<DetectFigures.Part> files) {
    Random random = new Random(SEED);
    List<Double> scores = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      double raw = 0;
      int windows = 0;
      for (int i = 0; i < files.size(); i++) {
        DetectFigures.Part drawn = files.get(random.nextInt(files.size()));
        raw += drawn.raw();
        windows += drawn.windows();
      }
      if (windows > 0) {
        scores.add(CostProfile.STANDARD.normalise(raw, windows));
      }
    }
    if (scores.isEmpty()) {
      return Interval.NONE;
    }
    scores.sort(null);
    return new Interval(
        scores.get((int) (TAIL * scores.size())),
        scores.get((int) ((1 - TAIL) * scores.size()) - 1));
  }
}
