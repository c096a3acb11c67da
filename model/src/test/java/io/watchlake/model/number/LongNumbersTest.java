package io.watchlake.model.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongNumbersTest {

  @Test
  void valuesAreNumberedInTheOrderTheyComeLikeInAMap() {
    LongNumbers numbers = new LongNumbers();
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Map<Long, Integer> expected = new LinkedHashMap<>();
      int range = 1 + random.nextInt(5_000);
      for (int i = random.nextInt(5_000); i > 0; i--) {
        long value = value(random, range);
        assertThat(numbers.find(value)).isEqualTo(expected.getOrDefault(value, -1));
        Integer known = expected.putIfAbsent(value, expected.size());
        assertThat(numbers.number(value)).isEqualTo(known == null ? expected.size() - 1 : known);
      }
      assertThat(numbers.size()).isEqualTo(expected.size());
      assertThat(numbers.values())
          .startsWith(expected.keySet().stream().mapToLong(v -> v).toArray());
      numbers.clear();
      assertThat(numbers.size()).isZero();
      expected.keySet().forEach(value -> assertThat(numbers.find(value)).isEqualTo(-1));
    }
  }

  @Test
  void aCopyChangesByItself() {
    LongNumbers numbers = new LongNumbers();
    numbers.number(7);
    LongNumbers copy = numbers.copy();
    copy.number(8);
    assertThat(numbers.find(8)).isEqualTo(-1);
    assertThat(copy.find(7)).isZero();
    assertThat(copy.find(8)).isEqualTo(1);
  }

  /** Close together, far apart, and 0 and the extremes among them. */
  private static long value(Random random, int range) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(range);
      case 1 -> (long) random.nextInt(range) << 40;
      case 2 -> Long.MIN_VALUE + random.nextInt(range);
      default -> random.nextInt(range) * 10_000_000_000L;
    };
  }
}
