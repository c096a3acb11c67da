package io.watchlake.ml.service;

import io.watchlake.ml.service.IsolationNode.Leaf;
import io.watchlake.ml.service.IsolationNode.Split;
import io.watchlake.ml.state.StateFormatException;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A grown tree in arrays: nodes in preorder, so that the low side of a split follows it, and every
 * step of a path goes to a higher place. Each node knows how long the paths of the training data
 * through it are on average.
 */
final class IsolationTree {

  static final int MOST_NODES = 65_535;
  private static final int LEAF = 255;

  /** Place of a split's signal; {@link #LEAF} of a leaf. */
  private final int[] signal;

  /** Threshold of a split, depth of a leaf. */
  private final double[] number;

  /** Place of a split's high side. */
  private final int[] high;

  /** Mean length of the training data's paths through it; a leaf's depth. */
  private final float[] mean;

  private IsolationTree(int nodes) {
    signal = new int[nodes];
    number = new double[nodes];
    high = new int[nodes];
    mean = new float[nodes];
  }

  /**
   * A tree as it was grown.
   *
   * @param training vectors without missing signals
   */
  static IsolationTree of(IsolationNode root, double[][] training) {
    List<IsolationNode> nodes = new ArrayList<>();
    flatten(root, nodes);
    IsolationTree tree = new IsolationTree(nodes.size());
    tree.fill(root, 0);
    tree.average(training);
    return tree;
  }

  private static void flatten(IsolationNode node, List<IsolationNode> nodes) {
    nodes.add(node);
    if (node instanceof Split split) {
      flatten(split.low(), nodes);
      flatten(split.high(), nodes);
    }
  }

  /** Gives the place after the node's last. */
  private int fill(IsolationNode node, int place) {
    if (node instanceof Split split) {
      signal[place] = split.signal();
      number[place] = split.threshold();
      high[place] = fill(split.low(), place + 1);
      return fill(split.high(), high[place]);
    }
    signal[place] = LEAF;
    number[place] = ((Leaf) node).depth();
    return place + 1;
  }

  private void average(double[][] training) {
    double[] sum = new double[signal.length];
    int[] count = new int[signal.length];
    for (double[] vector : training) {
      double length = path(vector);
      int node = 0;
      while (true) {
        sum[node] += length;
        count[node]++;
        if (signal[node] == LEAF) {
          break;
        }
        node = next(node, vector[signal[node]]);
      }
    }
    // Children have higher places: they are known before the nodes above them.
    for (int node = signal.length - 1; node >= 0; node--) {
      if (signal[node] == LEAF) {
        mean[node] = (float) number[node];
      } else if (count[node] > 0) {
        mean[node] = (float) (sum[node] / count[node]);
      } else {
        mean[node] = (mean[node + 1] + mean[high[node]]) / 2;
      }
    }
  }

  private int next(int node, double value) {
    return value < number[node] ? node + 1 : high[node];
  }

  /** The length of a vector's path; where a signal is missing, the mean of the paths from there. */
  double path(double[] vector) {
    int node = 0;
    while (signal[node] != LEAF) {
      double value = vector[signal[node]];
      if (Double.isNaN(value)) {
        return mean[node];
      }
      node = next(node, value);
    }
    return number[node];
  }

  /**
   * Adds to each signal by how much its splits made the path shorter than was to be expected: the
   * mean path before a split less that after it. Over all signals that is the root's mean less the
   * path (A. Saabas: Interpreting random forests, 2014).
   */
  void addShortening(double[] vector, double[] bySignal) {
    int node = 0;
    while (signal[node] != LEAF) {
      double value = vector[signal[node]];
      if (Double.isNaN(value)) {
        return;
      }
      int next = next(node, value);
      bySignal[signal[node]] += mean[node] - mean[next];
      node = next;
    }
  }

  /** Mean length of the training data's paths. */
  double meanPath() {
    return mean[0];
  }

  void write(StateWriter out) {
    out.writeShort(signal.length);
    for (int node = 0; node < signal.length; node++) {
      out.writeByte(signal[node]);
      out.writeDouble(number[node]);
      if (signal[node] != LEAF) {
        out.writeShort(high[node]);
        out.writeFloat(mean[node]);
      }
    }
  }

  static IsolationTree read(StateReader in, int signals) {
    IsolationTree tree = new IsolationTree(in.readCount(MOST_NODES));
    int nodes = tree.signal.length;
    for (int node = 0; node < nodes; node++) {
      tree.signal[node] = in.readByte();
      tree.number[node] = in.readDouble();
      boolean good = Double.isFinite(tree.number[node]);
      if (tree.signal[node] == LEAF) {
        tree.mean[node] = (float) tree.number[node];
      } else {
        tree.high[node] = in.readShort();
        tree.mean[node] = in.readFloat();
        // So every path ends, and ends in a leaf.
        good &=
            tree.signal[node] < signals
                && Float.isFinite(tree.mean[node])
                && tree.high[node] > node + 1
                && tree.high[node] < nodes;
      }
      if (!good) {
        throw new StateFormatException("a tree of the model has a node that cannot be");
      }
    }
    if (nodes == 0) {
      throw new StateFormatException("a tree of the model has no node");
    }
    return tree;
  }
}
