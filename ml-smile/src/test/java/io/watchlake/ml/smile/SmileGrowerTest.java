package io.watchlake.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.ml.service.IsolationNode;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.ml.service.ServiceAssessment;
import io.watchlake.ml.service.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;

/** Smile's trees in plain form say what Smile says. */
class SmileGrowerTest {

  private static final int SIGNALS = 5;
  private static final int DEPTH = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theScoreIsThatOfSmilesForestToTheBit(long seed) {
    List<double[]> sample = vectors(256, 1, seed);
    IsolationTree[] trees = new IsolationTree[100];
    List<IsolationNode> plain = new ArrayList<>();
    for (int i = 0; i < trees.length; i++) {
      trees[i] = new IsolationTree(sample, DEPTH, SmileGrower.ONE_SIGNAL);
      plain.add(SmileTrees.plain(trees[i]));
    }
    IsolationForest forest = new IsolationForest(sample.size(), SmileGrower.ONE_SIGNAL, trees);
    List<double[]> judged = vectors(5000, 3, seed + 100);
    judged.addAll(sample);
    for (double[] vector : judged) {
      double length = 0;
      for (int i = 0; i < trees.length; i++) {
        double path = path(plain.get(i), vector);
        assertThat(path).isEqualTo(trees[i].path(vector));
        length += path;
      }
      double usual = 2 * ((Math.log(255) + 0.5772156649) - 255.0 / 256);
      assertThat(Math.pow(2, -(length / trees.length) / usual)).isEqualTo(forest.score(vector));
    }
  }

  @Test
  void theThresholdIsTheVeryNumberAtWhichSmileGoesTheOtherWay() {
    Random random = new Random(6);
    for (int i = 0; i < 200_000; i++) {
      double slope = random.nextGaussian();
      double bias = slope * random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
      double threshold = SmileTrees.threshold(slope, bias);
      boolean atIt = threshold * slope < bias;
      boolean belowIt = Math.nextDown(threshold) * slope < bias;
      assertThat(atIt).isEqualTo(slope < 0);
      assertThat(belowIt).isEqualTo(slope > 0);
    }
  }

  @Test
  void splitsOverSeveralSignalsAreRefused() {
    IsolationTree extended = new IsolationTree(vectors(64, 1, 1), DEPTH, 2);
    assertThatThrownBy(() -> SmileTrees.plain(extended))
        .hasMessage("a split of a tree has several signals");
  }

  @Test
  void itIsFoundAndFitsModelsThatJudgeWithoutIt() {
    ModelFitter fitter = ModelFitter.find().orElseThrow();
    assertThat(fitter.name()).isEqualTo("smile-core 3.1.1");
    List<String> signals = List.of("a", "b", "c", "d", "e");
    ServiceModel model =
        ServiceModel.fromBytes(fitter.fit("shop", signals, vectors(1000, 1, 7)).toBytes());
    long told =
        vectors(2000, 1, 8).stream().filter(one -> assess(model, one).strength() >= 1).count();
    assertThat(told).as("of 2,000 that are like them").isLessThan(10);
    double[] far = {0, 0, 9, 0, 9};
    assertThat(assess(model, far).strength()).isGreaterThan(1);
    assertThat(assess(model, far).contributions().subList(0, 2))
        .extracting("signal")
        .containsExactlyInAnyOrder("c", "e");
  }

  @Test
  void itNeedsNoNativeLibraries() {
    assertThatThrownBy(() -> Class.forName("org.bytedeco.javacpp.Loader"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static ServiceAssessment assess(ServiceModel model, double[] vector) {
    return model.assess(vector).orElseThrow();
  }

  private static double path(IsolationNode node, double[] vector) {
    IsolationNode at = node;
    while (at instanceof IsolationNode.Split split) {
      at = vector[split.signal()] < split.threshold() ? split.low() : split.high();
    }
    return ((IsolationNode.Leaf) at).depth();
  }

  private static List<double[]> vectors(int count, double width, long seed) {
    Random random = new Random(seed);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] vector = new double[SIGNALS];
      for (int signal = 0; signal < SIGNALS; signal++) {
        vector[signal] = width * random.nextGaussian();
      }
      vectors.add(vector);
    }
    return vectors;
  }
}
