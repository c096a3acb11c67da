package io.watchlake.ml.sketch;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * One quantile of all values so far, by five markers (Jain and Chlamtac, "The P² algorithm", CACM
 * 28(10), 1985). Exact for the first five values.
 */
public final class RunningQuantile {

  private static final int MARKERS = 5;

  private final double share;
  private final double[] heights = new double[MARKERS];
  private final int[] positions = {0, 1, 2, 3, 4};
  private int count;

  /**
   * No values yet.
   *
   * @param share the quantile, between 0 and 1
   */
  public RunningQuantile(double share) {
    this.share = share;
  }

  /** Takes a finite value. */
  public void add(double value) {
    if (count < MARKERS) {
      int at = count++;
      while (at > 0 && heights[at - 1] > value) {
        heights[at] = heights[at - 1];
        at--;
      }
      heights[at] = value;
      return;
    }
    if (count == Integer.MAX_VALUE) {
      return; // two thousand million values have settled it
    }
    int cell = 3;
    if (value < heights[0]) {
      heights[0] = value;
      cell = 0;
    } else if (value < heights[1]) {
      cell = 0;
    } else if (value < heights[2]) {
      cell = 1;
    } else if (value < heights[3]) {
      cell = 2;
    } else if (value > heights[4]) {
      heights[4] = value;
    }
    for (int i = cell + 1; i < MARKERS; i++) {
      positions[i]++;
    }
    count++;
    double last = count - 1;
    adjust(1, last * share / 2);
    adjust(2, last * share);
    adjust(3, last * (1 + share) / 2);
  }

  private void adjust(int i, double wanted) {
    double away = wanted - positions[i];
    int step;
    if (away >= 1 && positions[i + 1] - positions[i] > 1) {
      step = 1;
    } else if (away <= -1 && positions[i - 1] - positions[i] < -1) {
      step = -1;
    } else {
      return;
    }
    double below = positions[i] - positions[i - 1];
    double above = positions[i + 1] - positions[i];
    double parabolic =
        heights[i]
            + step
                / (below + above)
                * ((below + step) * (heights[i + 1] - heights[i]) / above
                    + (above - step) * (heights[i] - heights[i - 1]) / below);
    if (heights[i - 1] < parabolic && parabolic < heights[i + 1]) {
      heights[i] = parabolic;
    } else {
      heights[i] += step * (heights[i + step] - heights[i]) / (positions[i + step] - positions[i]);
    }
    positions[i] += step;
  }

  /** The quantile; 0 before the first value. */
  public double get() {
    if (count >= MARKERS) {
      return heights[2];
    }
    if (count == 0) {
      return 0;
    }
    double rank = share * (count - 1);
    int low = (int) rank;
    return low + 1 < count
        ? heights[low] + (rank - low) * (heights[low + 1] - heights[low])
        : heights[low];
  }

  /** How many values were taken. */
  public int count() {
    return count;
  }

  public void write(StateWriter out) {
    out.writeInt(count);
    for (double height : heights) {
      out.writeDouble(height);
    }
    for (int position : positions) {
      out.writeInt(position);
    }
  }

  public void read(StateReader in) {
    count = in.readInt();
    for (int i = 0; i < MARKERS; i++) {
      heights[i] = in.readDouble();
    }
    for (int i = 0; i < MARKERS; i++) {
      positions[i] = in.readInt();
    }
  }
}
