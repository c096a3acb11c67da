package io.watchlake.ml.service;

import io.watchlake.ml.state.StateFormatException;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A fitted isolation forest that judges the vector of a service's signals, without the library that
 * grew it. Immutable and safe for use by several threads. The same vector gives the same assessment
 * to the bit, also by a model that was written and read in between.
 *
 * <p>The score is that of Liu, Ting and Zhou: 2 to the power of minus the mean path over what a
 * path takes on average. Its strength comes of the tail of the scores that the training vectors had
 * from the trees that were grown without them: above the 95 % quantile u it falls off exponentially
 * with the mean excess s, and the strength is a quarter of the orders of magnitude of rarity, as
 * with the members of a series' detector.
 *
 * <p>A missing signal says nothing: a path ends where it is asked for, with the mean of the paths
 * from there on.
 */
public final class ServiceModel {

  /** A model of more signals is refused. */
  public static final int MOST_SIGNALS = 200;

  private static final int FORMAT = 1;
  private static final int MOST_TREES = 1_000;

  /** The training that makes a score half as reliable as an endless one, as of a series. */
  private static final double HALF_CONFIDENCE = 300;

  /** With fewer of its signals nothing is said. */
  private static final double LEAST_PRESENT = 0.5;

  private final String service;
  private final int vectors;
  private final double usualPath;
  private final Tail scores;
  private final Tail distances;
  private final List<SignalScale> scales;
  private final List<IsolationTree> trees;

  /**
   * @param vectors how many it was fitted on
   * @param usualPath what a path takes on average in a tree of its sample's size
   * @param scores of the training vectors
   * @param distances in sum, by which training vectors are beyond the others
   */
  ServiceModel(
      String service,
      int vectors,
      double usualPath,
      Tail scores,
      Tail distances,
      List<SignalScale> scales,
      List<IsolationTree> trees) {
    this.service = service;
    this.vectors = vectors;
    this.usualPath = usualPath;
    this.scores = scores;
    this.distances = distances;
    this.scales = List.copyOf(scales);
    this.trees = List.copyOf(trees);
  }

  /** The service that it judges. */
  public String service() {
    return service;
  }

  /** The names of the signals, in the order of the vector. */
  public List<String> signals() {
    return scales.stream().map(SignalScale::name).toList();
  }

  /** How many vectors it was fitted on. */
  public int vectors() {
    return vectors;
  }

  /**
   * Judges a vector.
   *
   * @param values of {@link #signals}; NaN and infinities are missing
   * @return empty where fewer than half of the signals are there
   */
  public Optional<ServiceAssessment> assess(double[] values) {
    double[] vector = new double[scales.size()];
    int present = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = scales.get(i).steps(values[i]);
      present += Double.isNaN(vector[i]) ? 0 : 1;
    }
    if (present < LEAST_PRESENT * vector.length) {
      return Optional.empty();
    }
    double[] shortening = new double[vector.length];
    double length = 0;
    for (IsolationTree tree : trees) {
      length += tree.path(vector);
      tree.addShortening(vector, shortening);
    }
    double score = score(length / trees.size(), usualPath);
    double[] beyond = new double[vector.length];
    double distance = 0;
    for (int i = 0; i < vector.length; i++) {
      beyond[i] = scales.get(i).beyond(vector[i]);
      distance += beyond[i];
    }
    double together = scores.strength(score);
    double apart = distances.strength(distance);
    return Optional.of(
        new ServiceAssessment(
            score,
            scores.usual(),
            apart > together,
            Math.max(together, apart),
            vectors / (vectors + HALF_CONFIDENCE) * present / vector.length,
            contributions(values, apart > together ? beyond : shortening)));
  }

  static double score(double meanPath, double usualPath) {
    return Math.pow(2, -meanPath / usualPath);
  }

  private List<Contribution> contributions(double[] values, double[] bySignal) {
    double sum = 0;
    for (double one : bySignal) {
      sum += Math.max(0, one);
    }
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < bySignal.length; i++) {
      if (bySignal[i] > 0) {
        SignalScale scale = scales.get(i);
        contributions.add(
            new Contribution(
                scale.name(), values[i], bySignal[i] / sum, scale.low(), scale.high()));
      }
    }
    contributions.sort(Comparator.comparingDouble(Contribution::share).reversed());
    return contributions;
  }

  /** The whole model, versioned. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(1 << 16);
    out.writeByte(FORMAT);
    out.writeText(service);
    out.writeInt(vectors);
    out.writeDouble(usualPath);
    scores.write(out);
    distances.write(out);
    out.writeShort(scales.size());
    scales.forEach(scale -> scale.write(out));
    out.writeShort(trees.size());
    trees.forEach(tree -> tree.write(out));
    return out.toBytes();
  }

  /**
   * The model whose bytes these are.
   *
   * @throws StateFormatException when they are none, or of a format that this version does not know
   */
  public static ServiceModel fromBytes(byte[] bytes) {
    StateReader in = new StateReader(bytes, "a model");
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException(
          "a model has the format " + format + "; this version reads " + FORMAT);
    }
    String service = in.readText();
    int vectors = in.readInt();
    double usualPath = in.readDouble();
    if (vectors <= 0 || !(usualPath > 0)) {
      throw new StateFormatException("a model says nothing of what is usual");
    }
    Tail scores = Tail.read(in);
    Tail distances = Tail.read(in);
    List<SignalScale> scales = new ArrayList<>();
    for (int left = in.readCount(MOST_SIGNALS); left > 0; left--) {
      scales.add(SignalScale.read(in));
    }
    List<IsolationTree> trees = new ArrayList<>();
    for (int left = in.readCount(MOST_TREES); left > 0; left--) {
      trees.add(IsolationTree.read(in, scales.size()));
    }
    in.end();
    if (scales.isEmpty() || trees.isEmpty()) {
      throw new StateFormatException("a model has no signals or no trees");
    }
    return new ServiceModel(service, vectors, usualPath, scores, distances, scales, trees);
  }
}
