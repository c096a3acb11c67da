package io.watchlake.app.bench.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.detect.Detection;
import io.watchlake.app.detect.SeriesFolder;
import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.ml.member.Expectation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the detector over the benchmark, as {@code detect} does, and over changed copies of it. */
final class DetectBench {

  private static final String STANDARD = "standard";
  private static final int WARM_UP_RUNS = 2;

  private final NabCorpus corpus;
  private final OfficialScore official;
  private final Profile profile;
  private final Consumer<String> say;
  private int largestState;

  /**
   * Nothing measured yet.
   *
   * @param say takes a line when a new part of the work begins
   */
  DetectBench(NabCorpus corpus, OfficialScore official, Profile profile, Consumer<String> say) {
    this.corpus = corpus;
    this.official = official;
    this.profile = profile;
    this.say = say;
  }

  DetectFigures run(boolean ablate) throws IOException, InterruptedException {
    List<NabSeries> series = corpus.read();
    say.accept("scoring " + series.size() + " series");
    JsonNode profiles = official();
    say.accept("measuring time");
    double micros = microsPerPoint(series);
    Set<Expectation> none = EnumSet.noneOf(Expectation.class);
    List<ScoredSeries> scored = scored(series, none);
    double threshold = NabScore.bestThreshold(scored, CostProfile.STANDARD);
    say.accept("cross-validating, and scoring changed copies");
    Map<String, Double> perturbed = new LinkedHashMap<>();
    for (Perturbation change : Perturbation.values()) {
      perturbed.put(change.words(), changed(series, change, none, threshold));
    }
    List<DetectFigures.Part> files = parts(profiles.path(STANDARD).path("series"));
    return new DetectFigures(
        profile.name().toLowerCase(Locale.ROOT),
        series.size(),
        series.stream().mapToLong(NabSeries::length).sum(),
        micros,
        largestState,
        scores(profiles),
        NabScore.crossValidated(scored, CostProfile.STANDARD),
        perturbed,
        mean(perturbed),
        categories(profiles.path(STANDARD).path("categories"), files),
        files,
        ablate ? ablation(series) : List.of());
  }

  /** What nab_score.py says of a folder that {@code detect} wrote. */
  private JsonNode official() throws IOException, InterruptedException {
    Path results = Files.createTempDirectory("watchlake-nab");
    try {
      new Detection(SeriesFolder.list(corpus.data()), profile).run(results);
      return official.of(corpus, results);
    } finally {
      try (Stream<Path> left = Files.walk(results)) {
        for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private double microsPerPoint(List<NabSeries> series) {
    Set<Expectation> none = EnumSet.noneOf(Expectation.class);
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      for (NabSeries one : series) {
        run(one, none);
      }
    }
    long rows = 0;
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (NabSeries one : series) {
      run(one, none);
      rows += one.length();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    return nanos / 1e3 / rows;
  }

  private double[] run(NabSeries series, Set<Expectation> unheard) {
    SeriesDetector detector = SeriesDetector.without(profile, unheard);
    double[] scores = new double[series.length()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = detector.update(series.times()[i], series.values()[i]).score();
    }
    largestState = Math.max(largestState, detector.toBytes().length);
    return scores;
  }

  private List<ScoredSeries> scored(List<NabSeries> series, Set<Expectation> unheard) {
    return series.stream().map(one -> new ScoredSeries(one, run(one, unheard))).toList();
  }

  private double changed(
      List<NabSeries> series, Perturbation change, Set<Expectation> unheard, double threshold) {
    return NabScore.at(
        scored(series.stream().map(change::of).toList(), unheard), threshold, CostProfile.STANDARD);
  }

  private List<DetectFigures.Without> ablation(List<NabSeries> series) {
    List<DetectFigures.Without> table = new ArrayList<>();
    for (Expectation left : Expectation.values()) {
      say.accept("without: " + left.words());
      Set<Expectation> unheard = EnumSet.of(left);
      List<ScoredSeries> scored = scored(series, unheard);
      double threshold = NabScore.bestThreshold(scored, CostProfile.STANDARD);
      double sum = 0;
      for (Perturbation change : Perturbation.values()) {
        sum += changed(series, change, unheard, threshold);
      }
      table.add(
          new DetectFigures.Without(
              left.words(),
              NabScore.at(scored, threshold, CostProfile.STANDARD),
              sum / Perturbation.values().length));
    }
    return table;
  }

  private static double mean(Map<String, Double> scores) {
    return scores.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static Map<String, DetectFigures.Score> scores(JsonNode profiles) {
    Map<String, DetectFigures.Score> scores = new LinkedHashMap<>();
    profiles
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode score = entry.getValue();
              scores.put(
                  entry.getKey(),
                  new DetectFigures.Score(
                      score.path("score").asDouble(),
                      score.path("threshold").asDouble(),
                      score.path("windows_hit").asInt(),
                      score.path("false_positive_rows").asInt(),
                      score.path("bootstrap_90").path(0).asDouble(),
                      score.path("bootstrap_90").path(1).asDouble()));
            });
    return scores;
  }

  private static List<DetectFigures.Part> parts(JsonNode table) {
    List<DetectFigures.Part> parts = new ArrayList<>();
    table
        .fields()
        .forEachRemaining(
            entry -> {
              JsonNode part = entry.getValue();
              int windows = part.path("windows").asInt();
              double raw = part.path("raw").asDouble();
              parts.add(
                  new DetectFigures.Part(
                      entry.getKey(),
                      CostProfile.STANDARD.normalise(raw, windows),
                      raw,
                      windows,
                      part.path("windows_hit").asInt(),
                      part.path("false_positive_rows").asInt(),
                      Double.NaN,
                      Double.NaN));
            });
    return parts;
  }

  /** Each category with the interval that its files give. */
  private static List<DetectFigures.Part> categories(
      JsonNode table, List<DetectFigures.Part> files) {
    return parts(table).stream()
        .map(
            category ->
                category.within(
                    Resampling.of(
                        files.stream()
                            .filter(file -> file.name().startsWith(category.name() + '/'))
                            .toList())))
        .toList();
  }
}
