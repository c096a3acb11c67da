package io.watchlake.app.bench.detect;

import java.util.Arrays;

/**
 * What a detection at each scored row of a series is worth, by the published rules of the benchmark
 * (Lavin and Ahmad, arXiv:1510.03336); conventions that the paper leaves open are those of
 * nab_score.py.
 */
final class ScoredSeries {

  private static final double PROBATION_SHARE = 0.15;
  private static final int PROBATION_MOST = 750;
  private static final double FIRST = sigmoid(-1);

  private final double[] scores;
  private final int[] window;
  private final double[] worth;
  private final int windows;

  ScoredSeries(NabSeries series, double[] all) {
    int rows = series.length();
    int first = Math.min((int) Math.floor(PROBATION_SHARE * rows), PROBATION_MOST);
    scores = Arrays.copyOfRange(all, first, rows);
    window = new int[rows - first];
    worth = new double[rows - first];
    windows = series.windows().size();
    int[] left = new int[windows];
    int[] right = new int[windows];
    for (int i = 0; i < windows; i++) {
      locate(series, series.windows().get(i), i, left, right);
    }
    int next = 0;
    for (int row = 0; row < rows; row++) {
      while (next < windows && row > right[next]) {
        next++;
      }
      if (row < first) {
        continue;
      }
      int at = row - first;
      window[at] = -1;
      if (next < windows && row >= left[next]) {
        window[at] = next;
        double position = -(right[next] - row + 1.0) / (right[next] - left[next] + 1);
        worth[at] = sigmoid(position) / FIRST;
      } else if (next == 0) {
        worth[at] = -1;
      } else {
        double after = row - right[next - 1];
        worth[at] = sigmoid(after / Math.max(1, right[next - 1] - left[next - 1]));
      }
    }
  }

  private static void locate(
      NabSeries series, NabSeries.Window span, int i, int[] left, int[] right) {
    left[i] = -1;
    for (int row = 0; row < series.length(); row++) {
      // labels are in whole seconds
      long time = Math.floorDiv(series.times()[row], 1000L) * 1000L;
      if (time >= span.from() && time <= span.to()) {
        left[i] = left[i] < 0 ? row : left[i];
        right[i] = row;
      }
    }
    if (left[i] < 0) {
      throw new IllegalArgumentException(series.name() + " has a window without a row");
    }
  }

  /** The worth of a detection: −1 for the start of a window, 0 for its end, above 0 after it. */
  private static double sigmoid(double position) {
    return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
  }

  int windows() {
    return windows;
  }

  double[] scores() {
    return scores;
  }

  /** The raw sum when a score from {@code threshold} on is a detection. */
  double raw(double threshold, CostProfile costs) {
    double[] best = new double[windows];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < threshold) {
        continue;
      }
      if (window[i] < 0) {
        sum += costs.falseAlarm() * worth[i];
      } else {
        best[window[i]] = Math.max(best[window[i]], worth[i]);
      }
    }
    for (double hit : best) {
      sum += Double.isInfinite(hit) ? -costs.miss() : costs.hit() * hit;
    }
    return sum;
  }
}
