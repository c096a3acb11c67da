package io.watchlake.model.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DistinctSketchTest {

  /** Beyond this many standard deviations is one in a million of tries. */
  private static final double DEVIATIONS = 5;

  @Property(tries = 200)
  void theEstimateIsOffByAFewStandardErrorsAtMost(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300_000) int values) {
    DistinctSketch sketch = new DistinctSketch();
    Random random = new Random(seed);
    for (int i = 0; i < values; i++) {
      long value = random.nextLong();
      sketch.add(value);
      if (random.nextInt(4) == 0) {
        sketch.add(value);
      }
    }
    assertThat((double) sketch.estimate())
        .isCloseTo(values, within(1 + values * DEVIATIONS * DistinctSketch.STANDARD_ERROR));
  }

  @Property(tries = 100)
  void partsPutTogetherTellOfTheWhole(
      @ForAll @IntRange(min = 1, max = 20) int parts,
      @ForAll @IntRange(min = 1, max = 50_000) int values) {
    DistinctSketch[] seen = new DistinctSketch[parts];
    for (int i = 0; i < parts; i++) {
      seen[i] = new DistinctSketch();
    }
    for (int i = 0; i < values; i++) {
      seen[i % parts].add("value " + i);
      seen[(i + 1) % parts].add("value " + i);
    }
    DistinctSketch whole = new DistinctSketch();
    for (DistinctSketch part : seen) {
      whole.add(part.bytes());
    }
    assertThat((double) whole.estimate())
        .isCloseTo(values, within(1 + values * DEVIATIONS * DistinctSketch.STANDARD_ERROR));
    assertThat(whole.bytes()).hasSizeLessThan(1_200);
  }

  @Test
  void fewValuesAreToldExactly() {
    DistinctSketch sketch = new DistinctSketch();
    assertThat(sketch.estimate()).isZero();
    sketch.add("");
    for (int i = 1; i < 60; i++) {
      sketch.add("value " + i);
    }
    assertThat(sketch.estimate()).isEqualTo(60);
    assertThat(DistinctSketch.of(sketch.bytes()).estimate()).isEqualTo(60);
  }

  @Test
  void damagedBytesAreRefused() {
    assertThatThrownBy(() -> DistinctSketch.of(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }
}
