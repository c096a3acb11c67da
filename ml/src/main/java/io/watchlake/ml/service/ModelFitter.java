package io.watchlake.ml.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/**
 * Fits models of services: the samples, the scales and the calibration; the trees are a {@link
 * TreeGrower}'s.
 */
public final class ModelFitter {

  /** Fewer complete vectors say too little: an hour of minutes. */
  public static final int LEAST_VECTORS = 60;

  private static final int TREES = 100;

  /** Of each tree, as the authors advise; at most half of the vectors, so that others are left. */
  private static final int SAMPLE = 256;

  /** A signal that is missing more often is left out. */
  private static final double LEAST_PRESENT = 0.8;

  /** Which vectors a tree gets; the grower has chances of its own. */
  private static final long SEED = 20_081_215;

  /** Scores that hardly differ have a tail all the same. */
  private static final double LEAST_EXCESS = 0.005;

  /** The same of distances, in steps. */
  private static final double LEAST_DISTANCE = 0.25;

  /** Parts of the training time, each of which is measured against the others. */
  private static final int BLOCKS = 10;

  private static final double EULER = 0.5772156649;

  private final TreeGrower grower;

  public ModelFitter(TreeGrower grower) {
    this.grower = grower;
  }

  /** One whose grower is on the class path; empty where there is none. */
  public static Optional<ModelFitter> find() {
    return ServiceLoader.load(TreeGrower.class).findFirst().map(ModelFitter::new);
  }

  /** Who grows the trees. */
  public String name() {
    return grower.name();
  }

  /**
   * Fits a model.
   *
   * @param signals names of the signals, in the order of the vectors
   * @param vectors values; NaN and infinities are missing
   * @throws IllegalArgumentException where they say too little; the message says how much there is
   */
  public ServiceModel fit(String service, List<String> signals, List<double[]> vectors) {
    int[] kept = kept(signals.size(), vectors);
    if (kept.length == 0) {
      throw new IllegalArgumentException(
          "no signal of " + signals + " is there in 80 % of the " + vectors.size() + " minutes");
    }
    if (kept.length > ServiceModel.MOST_SIGNALS) {
      throw new IllegalArgumentException(
          kept.length + " signals are more than " + ServiceModel.MOST_SIGNALS);
    }
    double[][] complete = complete(kept, vectors);
    if (complete.length < LEAST_VECTORS) {
      throw new IllegalArgumentException(
          "there are "
              + complete.length
              + " minutes in which all of "
              + Arrays.stream(kept).mapToObj(signals::get).toList()
              + " are there, and it takes "
              + LEAST_VECTORS);
    }
    List<SignalScale> scales = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      int place = i;
      SignalScale scale =
          SignalScale.of(
              signals.get(kept[i]),
              Arrays.stream(complete).mapToDouble(vector -> vector[place]).toArray());
      scales.add(scale);
      for (double[] vector : complete) {
        vector[place] = scale.steps(vector[place]);
      }
    }
    return grow(service, scales, complete);
  }

  private ServiceModel grow(String service, List<SignalScale> scales, double[][] vectors) {
    int size = Math.min(SAMPLE, vectors.length / 2);
    int depth = 32 - Integer.numberOfLeadingZeros(size - 1);
    SplittableRandom random = new SplittableRandom(SEED);
    List<IsolationTree> trees = new ArrayList<>();
    double[] paths = new double[vectors.length];
    int[] judges = new int[vectors.length];
    for (int tree = 0; tree < TREES; tree++) {
      int[] order = shuffled(vectors.length, random);
      double[][] sample = new double[size][];
      for (int i = 0; i < size; i++) {
        sample[i] = vectors[order[i]];
      }
      IsolationTree grown = IsolationTree.of(grower.grow(sample, depth), vectors);
      trees.add(grown);
      for (int i = size; i < order.length; i++) {
        paths[order[i]] += grown.path(vectors[order[i]]);
        judges[order[i]]++;
      }
    }
    double usualPath = usualPath(size);
    double[] scores = new double[vectors.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = ServiceModel.score(paths[i] / Math.max(1, judges[i]), usualPath);
    }
    return new ServiceModel(
        service,
        vectors.length,
        usualPath,
        Tail.of(scores, LEAST_EXCESS),
        Tail.of(distances(vectors), LEAST_DISTANCE),
        scales,
        trees);
  }

  /**
   * How far each vector is beyond those of the other parts of the time, in sum over the signals:
   * neighbours are too much alike to say what is new.
   */
  private static double[] distances(double[][] vectors) {
    double[] distances = new double[vectors.length];
    for (int signal = 0; signal < vectors[0].length; signal++) {
      double[][] ranges = new double[BLOCKS][];
      for (int block = 0; block < BLOCKS; block++) {
        ranges[block] = rangeOfOthers(vectors, signal, block);
      }
      for (int i = 0; i < vectors.length; i++) {
        double[] range = ranges[block(i, vectors.length)];
        distances[i] += SignalScale.beyond(vectors[i][signal], range[0], range[1]);
      }
    }
    return distances;
  }

  private static double[] rangeOfOthers(double[][] vectors, int signal, int block) {
    double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < vectors.length; i++) {
      if (block(i, vectors.length) != block) {
        range[0] = Math.min(range[0], vectors[i][signal]);
        range[1] = Math.max(range[1], vectors[i][signal]);
      }
    }
    return range;
  }

  private static int block(int vector, int vectors) {
    return (int) ((long) vector * BLOCKS / vectors);
  }

  /** What a path takes on average in a tree of so many vectors: a search that finds nothing. */
  static double usualPath(int size) {
    return 2 * ((Math.log(size - 1.0) + EULER) - (size - 1.0) / size);
  }

  private static int[] shuffled(int length, SplittableRandom random) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }

  private static int[] kept(int signals, List<double[]> vectors) {
    int[] present = new int[signals];
    for (double[] vector : vectors) {
      for (int i = 0; i < signals; i++) {
        present[i] += Double.isFinite(vector[i]) ? 1 : 0;
      }
    }
    int[] kept = new int[signals];
    int count = 0;
    for (int i = 0; i < signals; i++) {
      if (present[i] > 0 && present[i] >= LEAST_PRESENT * vectors.size()) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static double[][] complete(int[] kept, List<double[]> vectors) {
    return vectors.stream()
        .map(vector -> Arrays.stream(kept).mapToDouble(place -> vector[place]).toArray())
        .filter(vector -> Arrays.stream(vector).allMatch(Double::isFinite))
        .toArray(double[][]::new);
  }
}
