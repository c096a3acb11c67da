package io.watchlake.ml.service;

import io.watchlake.ml.state.StateFormatException;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.Arrays;

/**
 * How rare values are, by values of the training that were measured as new ones are: above their 95
 * % quantile they fall off exponentially.
 *
 * @param usual the quantile
 * @param excess by how much values above it exceed it on average; above 0
 */
record Tail(double usual, double excess) {

  private static final double SHARE = 0.05;

  /** A strength of 1 stands for so many orders of magnitude. */
  private static final double ORDERS = 4;

  /**
   * @param least the smallest excess: values that hardly differ have a tail all the same
   */
  static Tail of(double[] values, double least) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double usual = SignalScale.quantile(sorted, 1 - SHARE);
    double excess =
        Arrays.stream(sorted)
            .filter(value -> value > usual)
            .map(value -> value - usual)
            .average()
            .orElse(0);
    return new Tail(usual, Math.max(least, excess));
  }

  /** The evidence of a value: 0 for what is usual, 1 for what one in 10,000 would have. */
  double strength(double value) {
    if (value <= usual) {
      return 0;
    }
    return (-Math.log10(SHARE) + (value - usual) / excess / Math.log(10)) / ORDERS;
  }

  void write(StateWriter out) {
    out.writeDouble(usual);
    out.writeDouble(excess);
  }

  static Tail read(StateReader in) {
    Tail tail = new Tail(in.readDouble(), in.readDouble());
    if (!Double.isFinite(tail.usual) || !(tail.excess > 0)) {
      throw new StateFormatException("a model says nothing of what is usual");
    }
    return tail;
  }
}
