package io.watchlake.ml.service;

/** A part of an isolation tree as it was grown, whoever grew it. */
public sealed interface IsolationNode {

  /**
   * Where a path ends.
   *
   * @param depth splits from the root, and what the sample that is left here would still have taken
   *     on average
   */
  record Leaf(double depth) implements IsolationNode {}

  /**
   * Where a path goes one of two ways.
   *
   * @param signal place of the signal in the vector
   * @param threshold a value below it goes to {@code low}, any other to {@code high}
   */
  record Split(int signal, double threshold, IsolationNode low, IsolationNode high)
      implements IsolationNode {}
}
