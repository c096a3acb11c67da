package io.watchlake.app.bench.detect;

import java.util.List;
import java.util.Map;

/**
 * What the benchmark found.
 *
 * @param profile the detector's profile
 * @param series how many series
 * @param rows how many rows
 * @param microsPerPoint CPU time of a point on one core, in microseconds
 * @param stateBytes the largest state that a series left behind
 * @param scores per cost profile, by nab_score.py with the best threshold
 * @param crossValidated the standard score, threshold chosen on other files
 * @param perturbed the standard score of changed copies, threshold of the unchanged ones
 * @param perturbedMean their mean
 * @param categories the standard score per category
 * @param files the standard score per file
 * @param ablation the standard score without an expectation, and its mean over the changed copies
 */
record DetectFigures(
    String profile,
    int series,
    long rows,
    double microsPerPoint,
    int stateBytes,
    Map<String, Score> scores,
    double crossValidated,
    Map<String, Double> perturbed,
    double perturbedMean,
    List<Part> categories,
    List<Part> files,
    List<Without> ablation) {

  /** A score with its threshold and the 90 % interval from resampling the files. */
  record Score(double score, double threshold, int hits, int falseRows, double low, double high) {}

  /**
   * A category or a file; the score is NaN where there are no windows.
   *
   * @param low 90 % of the scores of a category are above this and below {@code high} when its
   *     files are drawn anew; NaN for a file, which is one alone
   */
  record Part(
      String name,
      double score,
      double raw,
      int windows,
      int hits,
      int falseRows,
      double low,
      double high) {

    /** The same with an interval. */
    Part within(Resampling.Interval interval) {
      return new Part(name, score, raw, windows, hits, falseRows, interval.low(), interval.high());
    }
  }

  /** The score when an expectation means nothing to the detector. */
  record Without(String expectation, double score, double perturbedMean) {}
}
