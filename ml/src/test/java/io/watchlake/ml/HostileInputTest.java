package io.watchlake.ml;

import static io.watchlake.ml.SyntheticSeries.daily;
import static io.watchlake.ml.SyntheticSeries.scores;
import static io.watchlake.ml.SyntheticSeries.time;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, scores stay within 0 and 1 and the state within its bound. */
class HostileInputTest {

  private static int bound(Profile profile) {
    return switch (profile) {
      case FULL -> 16 * 1024;
      case LIGHT -> 4 * 1024;
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aMissingValueChangesNothing(double missing) {
    double[] values = daily(1000, 1);
    SeriesDetector detector = new SeriesDetector(Profile.FULL);
    scores(detector, values, 0);
    byte[] before = detector.toBytes();

    assertThat(detector.update(time(1000), missing)).isEqualTo(Assessment.NONE);
    assertThat(detector.toBytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void hugeAndTinyValuesAreTaken(Profile profile) {
    double[] odd = {1e308, -1e308, Double.MAX_VALUE, Double.MIN_VALUE, 1e-300, 0, -0.0, 1e31, 3};
    Random random = new Random(2);
    SeriesDetector detector = new SeriesDetector(profile);
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : random.nextInt(9);
      assertSound(detector.update(random.nextLong(), value));
    }
    assertThat(detector.toBytes().length).isLessThanOrEqualTo(bound(profile));
    assertThat(SeriesDetector.fromBytes(detector.toBytes()).toBytes())
        .isEqualTo(detector.toBytes());
  }

  @Test
  void afterOneHugeValueAnomaliesAreStillFound() {
    double[] values = daily(4000, 3);
    values[1000] = 1e308; // clipped, and still 1e28 times the rest
    for (int i = 3500; i < 3520; i++) {
      values[i] += 300;
    }
    double[] scores = scores(new SeriesDetector(Profile.FULL), values, 0);

    double loudest = 0;
    for (int i = 3500; i < 3520; i++) {
      loudest = Math.max(loudest, scores[i]);
    }
    assertThat(loudest).isEqualTo(1);
  }

  @Test
  void aMillionEqualValuesAreNothingAndDoNotGrow() {
    SeriesDetector detector = new SeriesDetector(Profile.FULL);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(detector.update(time(i), 42).score()).isZero();
    }
    assertThat(detector.toBytes().length).isLessThan(bound(Profile.FULL));

    assertThat(detector.update(time(1_000_000), 43).score()).isEqualTo(1);
  }

  @Test
  void repeatedAndBackwardTimestampsAreTakenInTheirOrder() {
    double[] values = daily(3000, 4);
    SeriesDetector detector = new SeriesDetector(Profile.FULL);
    for (int i = 0; i < values.length; i++) {
      long time = i % 3 == 0 ? time(i) : i % 3 == 1 ? time(i - 1) : time(i) - 86_400_000L;
      assertSound(detector.update(time, values[i]));
    }
    assertThat(detector.seen()).isEqualTo(3000);
  }

  @Test
  void timesBefore1970AndAtTheEndsOfTimeAreTaken() {
    SeriesDetector detector = new SeriesDetector(Profile.FULL);
    for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      assertSound(detector.update(time, 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theStateStaysWithinItsBoundOnAnySeries(Profile profile) {
    SeriesDetector detector = new SeriesDetector(profile);
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      // all magnitudes, so that every bucket that can be kept is
      double value = Math.pow(10, 40 * random.nextDouble() - 20) * (random.nextBoolean() ? 1 : -1);
      assertSound(detector.update(time(i), value));
    }
    assertThat(detector.toBytes().length).isLessThanOrEqualTo(bound(profile));
  }

  private static void assertSound(Assessment assessment) {
    if (!(assessment.score() >= 0 && assessment.score() <= 1)
        || !(assessment.confidence() >= 0 && assessment.confidence() <= 1)) {
      throw new AssertionError(assessment.toString());
    }
    Evidence evidence = assessment.evidence();
    if (evidence != null && !Double.isFinite(evidence.strength())) {
      throw new AssertionError(assessment.toString());
    }
  }
}
