package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.telemetry.Rollup.Increase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountersTest {

  private static final long[] NOTHING_KNOWN = Counters.NONE;

  @Test
  void aCounterGrowsByTheDifferencesOfItsPoints() {
    assertThat(increase(Counters.of(5, 10, 1), Counters.of(20, 12, 1), Counters.of(30, 15, 1)))
        .isEqualTo(new Increase(5, 0));
  }

  @Test
  void aFallIsAResetAfterWhichTheWholeValueCounts() {
    assertThat(increase(Counters.of(5, 10, 0), Counters.of(20, 3, 0), Counters.of(30, 4, 0)))
        .isEqualTo(new Increase(4, 1));
  }

  @Test
  void aNewStartIsAResetThoughTheValueDidNotFall() {
    assertThat(increase(Counters.of(5, 10, 1), Counters.of(20, 11, 15)))
        .isEqualTo(new Increase(11, 1));
  }

  @Test
  void aStartThatOnlyWandersIsNone() {
    assertThat(increase(Counters.of(5, 10, 1), Counters.of(20, 11, 2)))
        .isEqualTo(new Increase(1, 0));
  }

  @Test
  void aCounterSeenForTheFirstTimeCountsFromItsStartOnlyWhereThatLiesInTheWindow() {
    assertThat(increase(NOTHING_KNOWN, Counters.of(20, 7, 15), Counters.of(30, 9, 15)))
        .isEqualTo(new Increase(9, 0));
    assertThat(increase(NOTHING_KNOWN, Counters.of(20, 7, 3), Counters.of(30, 9, 3)))
        .isEqualTo(new Increase(2, 0));
    assertThat(increase(NOTHING_KNOWN, Counters.of(20, 7, 0))).isEqualTo(new Increase(0, 0));
  }

  @Test
  void whatIsMergedIsSortedWithoutRepeatsWhateverTheOrder() {
    Random random = new Random(20260301);
    for (int round = 0; round < 300; round++) {
      List<long[]> points = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        points.add(Counters.of(random.nextInt(8), random.nextInt(3), random.nextInt(2)));
      }
      long[] expected = merged(points);
      Collections.shuffle(points, random);
      int half = random.nextInt(points.size() + 1);
      long[] actual =
          Counters.merge(
              merged(points.subList(0, half)), merged(points.subList(half, points.size())));
      long[] flat = points.stream().flatMapToLong(java.util.Arrays::stream).toArray();

      assertThat(actual).isEqualTo(expected);
      assertThat(Counters.sorted(flat, flat.length)).isEqualTo(expected);
    }
  }

  private static long[] merged(List<long[]> points) {
    return points.stream().reduce(Counters.NONE, Counters::merge);
  }

  /** The increase in a window that begins at 10. */
  private static Increase increase(long[] before, long[]... points) {
    long[] all = merged(List.of(points));
    return Counters.increase(before, all, 0, all.length, 10);
  }
}
