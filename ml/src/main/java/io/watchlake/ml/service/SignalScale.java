package io.watchlake.ml.service;

import io.watchlake.ml.state.StateFormatException;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.Arrays;

/**
 * What values of a signal are usual.
 *
 * @param name the signal
 * @param median of the training values
 * @param width of a step: half of their interquartile range, or what spread there is; above 0
 * @param low their 5 % quantile
 * @param high their 95 % quantile
 * @param least the smallest of them
 * @param most the largest
 */
record SignalScale(
    String name, double median, double width, double low, double high, double least, double most) {

  /** Below this a difference is nothing but digits. */
  private static final double SMALLEST = 1e-12;

  private static final double MOST_STEPS = 1e9;

  /** Of finite values, at least one. */
  static SignalScale of(String name, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = quantile(sorted, 0.5);
    double width = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2;
    if (width <= SMALLEST * Math.abs(median)) {
      width = spread(sorted, median);
    }
    return new SignalScale(
        name,
        median,
        width,
        quantile(sorted, 0.05),
        quantile(sorted, 0.95),
        sorted[0],
        sorted[sorted.length - 1]);
  }

  /** Where most values are the same: how far the others are on average, or the value itself. */
  private static double spread(double[] values, double median) {
    double sum = 0;
    for (double value : values) {
      sum += Math.abs(value - median);
    }
    double mean = sum / values.length;
    if (mean > SMALLEST * Math.abs(median) && Double.isFinite(mean)) {
      return mean;
    }
    return median == 0 ? 1 : Math.abs(median);
  }

  /** By linear interpolation. */
  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * A value in steps from the median; beyond a few steps in their logarithm (asinh), so that one
   * wild value does not take up all of the room in which a tree looks for splits. NaN of a value
   * that is missing.
   */
  double steps(double value) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    double steps = (value - median) / width;
    double far = Math.min(MOST_STEPS, Math.abs(steps));
    return Math.copySign(StrictMath.log(far + StrictMath.sqrt(far * far + 1)), steps);
  }

  /** By how many steps, or their logarithm, a value is beyond all training values. */
  double beyond(double steps) {
    return beyond(steps, steps(least), steps(most));
  }

  static double beyond(double steps, double least, double most) {
    return Double.isNaN(steps) ? 0 : Math.max(0, Math.max(steps - most, least - steps));
  }

  void write(StateWriter out) {
    out.writeText(name);
    out.writeDouble(median);
    out.writeDouble(width);
    out.writeDouble(low);
    out.writeDouble(high);
    out.writeDouble(least);
    out.writeDouble(most);
  }

  static SignalScale read(StateReader in) {
    SignalScale scale =
        new SignalScale(
            in.readText(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble());
    if (!Double.isFinite(scale.median) || !(scale.width > 0) || !(scale.least <= scale.most)) {
      throw new StateFormatException("the model's signal '" + scale.name + "' has no scale");
    }
    return scale;
  }
}
