package io.watchlake.ml;

import static io.watchlake.ml.SyntheticSeries.daily;
import static io.watchlake.ml.SyntheticSeries.scores;
import static io.watchlake.ml.SyntheticSeries.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.ml.member.Expectation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesDetectorTest {

  private static final int FIRST_SCORED = 200;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aSpikeIsFoundAtOnceAndExplained(Profile profile) {
    double[] values = daily(3000, 1);
    values[2500] += 150;
    SeriesDetector detector = new SeriesDetector(profile);
    scores(detector, Arrays.copyOf(values, 2500), 0);

    Assessment spike = detector.update(time(2500), values[2500]);

    assertThat(spike.score()).isEqualTo(1);
    assertThat(spike.confidence()).isBetween(0.5, 1.0);
    assertThat(spike.evidence()).isNotNull();
    assertThat(spike.evidence().expectation()).isEqualTo(Expectation.RANGE);
    assertThat(spike.evidence().strength()).isGreaterThan(1);
    assertThat(spike.evidence().describe())
        .contains("is unusual: expected that the value stays in the range seen so far");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aValueThatIsUsualAtAnotherTimeOfDayIsFound(Profile profile) {
    double[] values = daily(4000, 2);
    int noon = 3500 / 288 * 288 + 72;
    for (int i = noon; i < noon + 40; i++) {
      values[i] = 72;
    }
    double[] scores = scores(new SeriesDetector(profile), values, 0);

    assertThat(Arrays.stream(scores, noon, noon + 40).max().orElse(0)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void aQuietSeriesIsLeftAlone(Profile profile) {
    double[] scores = scores(new SeriesDetector(profile), daily(6000, 3), 0);

    assertThat(Arrays.stream(scores).filter(score -> score >= 1).count()).isLessThanOrEqualTo(2);
  }

  @Test
  void anEpisodeIsToldOnce() {
    double[] values = daily(3000, 4);
    for (int i = 2500; i < 2560; i++) {
      values[i] += 200;
    }
    double[] scores = scores(new SeriesDetector(Profile.FULL), values, 0);

    assertThat(scores[2500]).isEqualTo(1);
    assertThat(Arrays.stream(scores, 2501, 2520).max().orElse(0)).isZero();
  }

  @Test
  void nothingIsSaidBeforeThereIsAPast() {
    double[] values = daily(FIRST_SCORED, 5);
    values[150] = 1e6;

    assertThat(scores(new SeriesDetector(Profile.FULL), values, 0)).containsOnly(0);
  }

  @Test
  void scoresDependOnThePastAlone() {
    double[] values = daily(3000, 6);
    double[] other = values.clone();
    Arrays.fill(other, 2000, 3000, -1e9);

    assertThat(Arrays.copyOf(scores(new SeriesDetector(Profile.FULL), other, 0), 2000))
        .isEqualTo(Arrays.copyOf(scores(new SeriesDetector(Profile.FULL), values, 0), 2000));
  }
}
