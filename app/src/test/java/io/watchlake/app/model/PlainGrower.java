package io.watchlake.app.model;

import io.watchlake.ml.service.IsolationNode;
import io.watchlake.ml.service.TreeGrower;
import java.util.Arrays;
import java.util.Random;

/** Isolation trees without a library. */
public final class PlainGrower implements TreeGrower {

  private final Random random = new Random(3);

  @Override
  public String name() {
    return "plain 1";
  }

  @Override
  public IsolationNode grow(double[][] sample, int depth) {
    if (depth == 0 || sample.length < 2) {
      return new IsolationNode.Leaf(6 - depth);
    }
    int signal = random.nextInt(sample[0].length);
    double threshold = sample[random.nextInt(sample.length)][signal];
    return new IsolationNode.Split(
        signal,
        threshold,
        grow(side(sample, signal, threshold, true), depth - 1),
        grow(side(sample, signal, threshold, false), depth - 1));
  }

  private static double[][] side(double[][] sample, int signal, double threshold, boolean low) {
    return Arrays.stream(sample)
        .filter(vector -> vector[signal] < threshold == low)
        .toArray(double[][]::new);
  }
}
