package io.watchlake.ml;

import java.util.Random;

/** Made series with a daily course, and detectors run over them. */
final class SyntheticSeries {

  static final long START = 1_700_000_000_000L;
  static final long EVERY = 300_000L;

  private SyntheticSeries() {}

  /** A daily course with noise, a point every five minutes. */
  static double[] daily(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double phase = 2 * StrictMath.PI * (i % 288) / 288;
      values[i] = 100 + 30 * StrictMath.sin(phase) + 4 * random.nextGaussian();
    }
    return values;
  }

  static long time(int index) {
    return START + index * EVERY;
  }

  static double[] scores(SeriesDetector detector, double[] values, int from) {
    double[] scores = new double[values.length];
    for (int i = from; i < values.length; i++) {
      scores[i] = detector.update(time(i), values[i]).score();
    }
    return scores;
  }
}
