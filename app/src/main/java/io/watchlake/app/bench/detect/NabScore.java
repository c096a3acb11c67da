package io.watchlake.app.bench.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Scores of many series together, and what of them holds on series that chose no threshold. */
final class NabScore {

  private static final int FOLDS = 5;
  private static final int SHUFFLES = 6;

  /** Thresholds tried: all scores above 0, thinned out to so many. */
  private static final int MOST_THRESHOLDS = 400;

  private NabScore() {}

  /** The score at a threshold. */
  static double at(List<ScoredSeries> series, double threshold, CostProfile costs) {
    double raw = 0;
    int windows = 0;
    for (ScoredSeries one : series) {
      raw += one.raw(threshold, costs);
      windows += one.windows();
    }
    return costs.normalise(raw, windows);
  }

  /** The threshold with the best score. */
  static double bestThreshold(List<ScoredSeries> series, CostProfile costs) {
    TreeSet<Double> distinct = new TreeSet<>();
    for (ScoredSeries one : series) {
      for (double score : one.scores()) {
        if (score > 0) {
          distinct.add(score);
        }
      }
    }
    double best = Double.POSITIVE_INFINITY;
    double bestScore = at(series, best, costs);
    List<Double> candidates = new ArrayList<>(distinct);
    int step = Math.max(1, candidates.size() / MOST_THRESHOLDS);
    for (int i = candidates.size() - 1; i >= 0; i -= step) {
      double score = at(series, candidates.get(i), costs);
      if (score > bestScore) {
        bestScore = score;
        best = candidates.get(i);
      }
    }
    return best;
  }

  /** The threshold chosen on four of five folds of the files scores the fifth; mean of shuffles. */
  static double crossValidated(List<ScoredSeries> series, CostProfile costs) {
    double sum = 0;
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      List<ScoredSeries> order = new ArrayList<>(series);
      Collections.shuffle(order, new Random(shuffle));
      double raw = 0;
      int windows = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        List<ScoredSeries> chosen = new ArrayList<>();
        List<ScoredSeries> left = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
          (i % FOLDS == fold ? left : chosen).add(order.get(i));
        }
        double threshold = bestThreshold(chosen, costs);
        for (ScoredSeries one : left) {
          raw += one.raw(threshold, costs);
          windows += one.windows();
        }
      }
      sum += costs.normalise(raw, windows);
    }
    return sum / SHUFFLES;
  }
}
