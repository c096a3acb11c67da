package io.watchlake.connectors.otlp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Series have the numbers that a plain map would give them, in whatever order messages say them.
 */
class RawSeriesTest {

  private static final int SERIES = 3_000;

  private record Key(int metric, String bytes) {}

  private final RawSeries series = new RawSeries();
  private final Map<Key, Integer> expected = new HashMap<>();

  @Test
  void theSameOrderAgainAndAgain() {
    List<Key> keys = keys(0, SERIES);
    for (int round = 0; round < 4; round++) {
      message(keys);
    }
  }

  @Test
  void anotherOrderEachTime() {
    Random random = new Random(1);
    List<Key> keys = keys(0, SERIES);
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(keys, random);
      message(keys);
    }
  }

  @Test
  void someSeriesAreNewAndSomeComeTwice() {
    Random random = new Random(2);
    for (int round = 0; round < 40; round++) {
      List<Key> keys = keys(round * 300, round * 300 + 1_000);
      keys.addAll(keys(round * 300 + 900, round * 300 + 1_100));
      if (round % 2 == 0) {
        Collections.shuffle(keys, random);
      }
      message(keys);
    }
  }

  @Test
  void keysOfAnyLength() {
    Random random = new Random(3);
    List<Key> keys = new ArrayList<>();
    for (int length : List.of(0, 1, 7, 8, 9, 15, 16, 17, 100, 262_131, 262_132, 262_133, 600_000)) {
      keys.add(new Key(1, "x".repeat(length)));
      keys.add(new Key(-1, "x".repeat(length)));
      if (length > 0) {
        keys.add(new Key(1, "x".repeat(length - 1) + "y"));
        keys.add(new Key(1, "y" + "x".repeat(length - 1)));
      }
    }
    for (int round = 0; round < 4; round++) {
      Collections.shuffle(keys, random);
      message(keys);
    }
    assertThat(series.keyBytes()).isGreaterThan(5_000_000);
  }

  private static List<Key> keys(int from, int to) {
    List<Key> keys = new ArrayList<>();
    IntStream.range(from, to).forEach(i -> keys.add(new Key(i % 7, "series " + i / 7)));
    return keys;
  }

  /** One message with points of these series. */
  private void message(List<Key> keys) {
    RawPoints points = new RawPoints();
    byte[] bytes =
        String.join("", keys.stream().map(Key::bytes).toList()).getBytes(StandardCharsets.UTF_8);
    points.begin(bytes);
    int at = 0;
    for (Key key : keys) {
      points.add(key.metric, at, at + key.bytes.length(), at, at + key.bytes.length());
      at += key.bytes.length();
    }
    int[] known = new int[keys.size()];
    Arrays.setAll(known, i -> expected.getOrDefault(keys.get(i), -1));

    series.find(points);

    assertThat(Arrays.copyOf(points.series, keys.size())).isEqualTo(known);
    for (int i = 0; i < keys.size(); i++) {
      int metric = points.metric(i);
      int number = series.find(metric, bytes, points.key(i), points.keyEnd(i));
      if (number < 0) {
        number = series.add(metric, bytes, points.key(i), points.keyEnd(i));
      }
      int next = expected.size();
      assertThat(number).isEqualTo(expected.computeIfAbsent(keys.get(i), key -> next));
    }
    assertThat(series.size()).isEqualTo(expected.size());
  }
}
