package io.watchlake.ml.service;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Isolation trees by the book, so that models can be fitted without any library. */
final class PlainGrower implements TreeGrower {

  private final SplittableRandom random = new SplittableRandom(5);

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public IsolationNode grow(double[][] sample, int depth) {
    return grow(sample, 0, depth);
  }

  private IsolationNode grow(double[][] sample, int at, int depth) {
    if (at >= depth || sample.length < 2) {
      return new IsolationNode.Leaf(
          sample.length > 1 ? at + ModelFitter.usualPath(sample.length) : at);
    }
    int signal = random.nextInt(sample[0].length);
    double low = Arrays.stream(sample).mapToDouble(one -> one[signal]).min().orElseThrow();
    double high = Arrays.stream(sample).mapToDouble(one -> one[signal]).max().orElseThrow();
    double threshold = low < high ? random.nextDouble(low, high) : low;
    return new IsolationNode.Split(
        signal,
        threshold,
        grow(side(sample, signal, threshold, true), at + 1, depth),
        grow(side(sample, signal, threshold, false), at + 1, depth));
  }

  private static double[][] side(double[][] sample, int signal, double threshold, boolean low) {
    return Arrays.stream(sample)
        .filter(one -> one[signal] < threshold == low)
        .toArray(double[][]::new);
  }
}
