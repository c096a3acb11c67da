package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.ml.service.IsolationNode;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.ml.service.TreeGrower;
import io.watchlake.model.anomaly.FittedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A model of the service shop, and what its signals usually are. */
public final class ShopModel {

  public static final List<String> SIGNALS = List.of("requests", "cpu", "latency", "errors");

  private ShopModel() {}

  /** Fitted on 600 usual minutes. */
  public static FittedModel version(long version) {
    List<double[]> minutes = new ArrayList<>();
    for (int minute = 0; minute < 600; minute++) {
      minutes.add(usual(minute));
    }
    byte[] bytes = new ModelFitter(new Grower()).fit("shop", SIGNALS, minutes).toBytes();
    return new FittedModel(
        "shop", version, 3, 1, 2, 600, SIGNALS, "plain 1", FittedModel.sha256(bytes), bytes);
  }

  /** A usual minute. */
  public static double[] usual(int minute) {
    Random random = new Random(minute);
    random.nextDouble();
    double[] values = new double[SIGNALS.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * (i + 1) + 10 * random.nextGaussian();
    }
    return values;
  }

  /** A minute in which requests and errors are three times what they are. */
  public static double[] unusual(int minute) {
    double[] values = usual(minute);
    values[0] *= 3;
    values[3] *= 3;
    return values;
  }

  private static final class Grower implements TreeGrower {

    private final Random random = new Random(2);

    @Override
    public String name() {
      return "plain 1";
    }

    @Override
    public IsolationNode grow(double[][] sample, int depth) {
      return grow(sample, 0, depth);
    }

    private IsolationNode grow(double[][] sample, int at, int depth) {
      if (at == depth || sample.length < 2) {
        return new IsolationNode.Leaf(at + Math.log(sample.length + 1.0));
      }
      int signal = random.nextInt(sample[0].length);
      double low = Arrays.stream(sample).mapToDouble(one -> one[signal]).min().orElseThrow();
      double high = Arrays.stream(sample).mapToDouble(one -> one[signal]).max().orElseThrow();
      double threshold = low + random.nextDouble() * (high - low);
      return new IsolationNode.Split(
          signal,
          threshold,
          grow(side(sample, signal, threshold, true), at + 1, depth),
          grow(side(sample, signal, threshold, false), at + 1, depth));
    }

    private static double[][] side(double[][] of, int signal, double threshold, boolean low) {
      return Arrays.stream(of)
          .filter(one -> one[signal] < threshold == low)
          .toArray(double[][]::new);
    }
  }
}
