package io.watchlake.jobs.stage.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same as maps of objects would say. */
class SightedSeriesTest {

  private static final int DAYS = 4;
  private static final int IDS = 300;

  @Test
  void itKnowsWhatWasPutAndNotForgotten() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      SightedSeries series = new SightedSeries();
      Map<Integer, Map<Long, Long>> expected = new HashMap<>();
      for (int step = 0; step < 2000; step++) {
        int day = random.nextInt(DAYS);
        if (random.nextInt(200) == 0) {
          series.forget(day);
          expected.remove(day);
        } else {
          long id = random.nextInt(IDS);
          long check = random.nextLong();
          series.put(day, id, check);
          expected.computeIfAbsent(day, unused -> new HashMap<>()).put(id, check);
        }
      }
      assertKnows(series, expected);
      byte[] written = GoldenBytes.serialize(series, "sighted_series");
      SightedSeries copy = series.copy();
      for (int day = 0; day < DAYS; day++) {
        series.put(day, 1, seed);
        series.forget(day);
      }
      assertThat(series.isEmpty()).isTrue();
      assertKnows(copy, expected);
      assertThat(GoldenBytes.serialize(copy, "sighted_series")).isEqualTo(written);
    }
  }

  private static void assertKnows(SightedSeries series, Map<Integer, Map<Long, Long>> expected) {
    assertThat(series.isEmpty()).isEqualTo(expected.isEmpty());
    for (int day = 0; day < DAYS; day++) {
      Map<Long, Long> of = expected.getOrDefault(day, Map.of());
      for (long id = 0; id < IDS; id++) {
        Long check = of.get(id);
        assertThat(series.check(day, id))
            .isEqualTo(check == null ? OptionalLong.empty() : OptionalLong.of(check));
      }
    }
  }
}
