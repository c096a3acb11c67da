package io.watchlake.ml.smile;

import io.watchlake.ml.service.IsolationNode;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import smile.anomaly.IsolationTree;

/**
 * Takes Smile's trees out of their objects, which give nothing but scores. A node of Smile asks
 * whether the product of the vector and a slope is below a bias; with one signal in the slope that
 * is whether the signal's value is below a threshold, or above it where the slope is negative.
 */
final class SmileTrees {

  private SmileTrees() {}

  /**
   * The tree in plain form, whose paths are those of Smile for all finite vectors.
   *
   * @throws IllegalStateException if this is no Smile 3.1.1, or a split has several signals
   */
  static IsolationNode plain(IsolationTree tree) {
    return node(present(tree, "root"));
  }

  private static IsolationNode node(Object node) {
    Object left = value(node, "left");
    Object right = value(node, "right");
    if (left == null || right == null) {
      return new IsolationNode.Leaf((double) present(node, "depth"));
    }
    double[] slope = (double[]) present(node, "slope");
    double bias = (double) present(node, "bias");
    int signal = signal(slope);
    double threshold = threshold(slope[signal], bias);
    return slope[signal] > 0
        ? new IsolationNode.Split(signal, threshold, node(left), node(right))
        : new IsolationNode.Split(signal, threshold, node(right), node(left));
  }

  private static int signal(double[] slope) {
    int found = -1;
    for (int i = 0; i < slope.length; i++) {
      if (slope[i] != 0) {
        if (found >= 0) {
          throw new IllegalStateException("a split of a tree has several signals");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalStateException("a split of a tree has no signal");
    }
    return found;
  }

  /**
   * The smallest number whose product is not below the bias, or for a negative slope the smallest
   * whose product is: as numbers grow their rounded products never turn, so that is one place, a
   * few numbers from the quotient.
   */
  static double threshold(double slope, double bias) {
    double threshold = bias / slope;
    while (isHigh(threshold, slope, bias)) {
      threshold = Math.nextDown(threshold);
    }
    while (!isHigh(threshold, slope, bias)) {
      threshold = Math.nextUp(threshold);
    }
    return threshold;
  }

  private static boolean isHigh(double value, double slope, double bias) {
    return value * slope < bias == slope < 0;
  }

  private static Object present(Object of, String name) {
    Object value = value(of, name);
    if (value == null) {
      throw new IllegalStateException("Smile's " + of.getClass().getName() + " has no " + name);
    }
    return value;
  }

  private static @Nullable Object value(Object of, String name) {
    try {
      Field field = of.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this is not Smile 3.1.1, the version that trees are taken out of: its "
              + of.getClass().getName()
              + " gives no "
              + name,
          e);
    }
  }
}
