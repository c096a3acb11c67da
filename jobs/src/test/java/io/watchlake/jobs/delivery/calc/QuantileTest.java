package io.watchlake.jobs.delivery.calc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Type 7 of Hyndman and Fan, as R's default and NumPy's {@code linear}. */
class QuantileTest {

  private static final double[] ONE_TO_FOUR = {1, 2, 3, 4};

  @Test
  void interpolatesBetweenTheNearest() {
    assertThat(Quantile.of(ONE_TO_FOUR, 0.5)).isEqualTo(2.5);
    assertThat(Quantile.of(ONE_TO_FOUR, 0.9)).isEqualTo(3.7);
    assertThat(Quantile.of(ONE_TO_FOUR, 0.75)).isEqualTo(3.25);
  }

  @Test
  void endsAreTheEnds() {
    assertThat(Quantile.of(ONE_TO_FOUR, 0)).isEqualTo(1);
    assertThat(Quantile.of(ONE_TO_FOUR, 1)).isEqualTo(4);
    assertThat(Quantile.of(new double[] {7}, 0.9)).isEqualTo(7);
  }

  @Test
  void ofNothingThereIsNone() {
    assertThat(Quantile.of(new double[0], 0.5)).isNull();
  }
}
