package io.watchlake.app.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark's rules on a series of 100 rows with one window, rows 50 to 59. */
class NabScoreTest {

  private static final NabSeries SERIES =
      new NabSeries(
          "made/one.csv",
          LongStream.range(0, 100).map(i -> i * 300_000).toArray(),
          IntStream.range(0, 100).mapToDouble(i -> i % 7).toArray(),
          List.of(new NabSeries.Window(50 * 300_000L, 59 * 300_000L)));

  @Test
  void theFirstRowOfAWindowIsPerfect() {
    assertThat(score(50)).isCloseTo(100, within(1e-9));
  }

  @Test
  void nothingScoresNothing() {
    assertThat(score()).isZero();
  }

  @Test
  void onlyTheEarliestDetectionOfAWindowCounts() {
    assertThat(score(53, 55, 59)).isEqualTo(score(53));
    assertThat(score(55)).isBetween(50.0, score(53));
  }

  @Test
  void aFalseAlarmCostsLessJustAfterAWindowThanFarFromIt() {
    assertThat(score(20)).isCloseTo(100 * -0.11 / 2, within(1e-9));
    assertThat(score(60)).isBetween(score(20), 0.0);
    assertThat(score(95)).isCloseTo(score(20), within(0.01));
  }

  @Test
  void theFirstRowsAreNotScored() {
    assertThat(score(3, 14)).isZero();
    assertThat(score(15)).isNegative();
  }

  @Test
  void theBestThresholdLeavesOutWhatCosts() {
    double[] scores = new double[100];
    scores[20] = 0.3;
    scores[51] = 0.7;
    List<ScoredSeries> series = List.of(new ScoredSeries(SERIES, scores));

    assertThat(NabScore.bestThreshold(series, CostProfile.STANDARD)).isEqualTo(0.7);
  }

  @ParameterizedTest
  @EnumSource(Perturbation.class)
  void aChangedCopyIsTheSameEachTimeAndKeepsItsWindow(Perturbation change) {
    NabSeries once = change.of(SERIES);

    assertThat(once.values()).isEqualTo(change.of(SERIES).values());
    assertThat(once.windows()).hasSize(1);
    assertThat(once.times()).hasSameSizeAs(once.values());
    assertThat(new ScoredSeries(once, new double[once.length()]).windows()).isEqualTo(1);
  }

  private static double score(int... detections) {
    double[] scores = new double[100];
    for (int row : detections) {
      scores[row] = 1;
    }
    return NabScore.at(List.of(new ScoredSeries(SERIES, scores)), 0.5, CostProfile.STANDARD);
  }
}
