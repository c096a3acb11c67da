package io.watchlake.ml.smile;

import io.watchlake.ml.service.IsolationNode;
import io.watchlake.ml.service.TreeGrower;
import java.util.List;
import smile.anomaly.IsolationTree;

/**
 * Grows trees by Smile's {@link IsolationTree}, with splits along one signal each. Trees are grown
 * one by one from the samples that are given: Smile 3.1.1's {@code IsolationForest.fit} takes all
 * of the data for every tree, whatever sampling rate it is told.
 */
public final class SmileGrower implements TreeGrower {

  /** Splits along one signal: extension level 0, the forest of Liu, Ting and Zhou. */
  static final int ONE_SIGNAL = 0;

  @Override
  public String name() {
    return "smile-core 3.1.1";
  }

  @Override
  public IsolationNode grow(double[][] sample, int depth) {
    return SmileTrees.plain(new IsolationTree(List.of(sample), depth, ONE_SIGNAL));
  }
}
