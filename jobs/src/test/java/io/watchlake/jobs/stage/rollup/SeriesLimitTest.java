package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.telemetry.Rollup;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesLimitTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 1_000, 10_000, 100_000})
  void aMetricWithinItsLimitHasAllItsSeries(int aMetric) {
    int share = new SeriesLimit(aMetric).ofBucket();
    Random ids = new Random(7);
    int most = 0;
    for (int round = 0; round < 20; round++) {
      int[] buckets = new int[Rollup.BUCKETS];
      for (int i = 0; i < aMetric; i++) {
        most = Math.max(most, ++buckets[Rollup.bucketOf(ids.nextLong())]);
      }
    }
    assertThat(most).isLessThanOrEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 100_000, 1_000_000})
  void aMetricBeyondItHasFewMore(int aMetric) {
    assertThat(new SeriesLimit(aMetric).most())
        .isBetween((long) aMetric, (long) (aMetric + 40 * Math.sqrt(aMetric)) + Rollup.BUCKETS);
  }

  @Test
  void noneIsNoLimit() {
    assertThatThrownBy(() -> new SeriesLimit(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
