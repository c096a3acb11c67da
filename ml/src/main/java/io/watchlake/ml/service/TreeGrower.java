package io.watchlake.ml.service;

/**
 * Grows isolation trees (F. T. Liu, K. M. Ting, Z.-H. Zhou: Isolation Forest, ICDM 2008). An
 * implementation is found by {@link java.util.ServiceLoader}; without one, models that were fitted
 * elsewhere judge as well.
 */
public interface TreeGrower {

  /** The library and its version, to be kept with what was fitted. */
  String name();

  /**
   * Grows a tree. Two trees of the same sample may differ.
   *
   * @param sample finite vectors of the same length, at least two
   * @param depth paths are no longer than this many splits
   */
  IsolationNode grow(double[][] sample, int depth);
}
