package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each row has what a list of its own would have. */
class CounterColumnTest {

  private static final int ROWS = 40;
  private static final long[] UNKNOWN = Counters.NONE;

  @Test
  void rowsAreAsIfEachWereByItself() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      CounterColumn column = new CounterColumn(ROWS, random.nextInt(3) * 50);
      long[][] expected = none();
      for (int step = 0; step < 300; step++) {
        add(random, column, expected);
        if (random.nextInt(20) == 0) {
          column.trim();
        }
      }
      assertRows(column, expected);
    }
  }

  @Test
  void aCopyChangesNothingOfTheOther() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<CounterColumn> columns = new ArrayList<>(List.of(new CounterColumn(ROWS, 0)));
      List<long[][]> expected = new ArrayList<>(List.<long[][]>of(none()));
      for (int step = 0; step < 400; step++) {
        int one = random.nextInt(columns.size());
        if (columns.size() < 6 && random.nextInt(40) == 0) {
          columns.add(columns.get(one).copy());
          expected.add(expected.get(one).clone());
        }
        add(random, columns.get(one), expected.get(one));
        if (random.nextInt(20) == 0) {
          columns.get(random.nextInt(columns.size())).trim();
        }
      }
      for (int one = 0; one < columns.size(); one++) {
        assertRows(columns.get(one), expected.get(one));
      }
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      CounterColumn column = new CounterColumn(ROWS, 0);
      long[][] expected = none();
      for (int step = random.nextInt(200); step > 0; step--) {
        add(random, column, expected);
      }
      CounterColumn read = CounterColumn.read(in(bytes(column)), ROWS);
      assertRows(read, expected);
      add(random, read, expected);
      assertRows(read, expected);
      assertThat(bytes(CounterColumn.read(in(bytes(read)), ROWS))).isEqualTo(bytes(read));
    }
  }

  @Test
  void rowsCanBeAddedLater() {
    CounterColumn column = new CounterColumn(1, 0);
    column.merge(0, Counters.of(1, 2, 3), 0, Counters.WIDTH);
    column.resize(5);
    assertThat(column.has(4)).isFalse();
    column.merge(4, column.copy(), 0);
    assertThat(column.last(4)).isEqualTo(Counters.of(1, 2, 3));
  }

  @Test
  void damagedLengthsAreRefused() throws IOException {
    for (int length : List.of(-3, 1, Integer.MAX_VALUE)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new ColumnWriter(new DataOutputStream(bytes)).ints(new int[] {length, Counters.WIDTH}, 2);
      assertThatThrownBy(() -> CounterColumn.read(in(bytes.toByteArray()), 2))
          .isInstanceOf(IOException.class);
    }
  }

  private static void add(Random random, CounterColumn column, long[][] expected) {
    int row = random.nextInt(ROWS);
    // In order as they mostly come, and not.
    long time = random.nextInt(4) == 0 ? random.nextInt(30) : latest(expected[row]) + 1;
    long[] more = UNKNOWN;
    for (int i = random.nextInt(4); i >= 0; i--) {
      more = Counters.merge(more, Counters.of(time + i, random.nextInt(3), random.nextInt(2)));
    }
    expected[row] = Counters.merge(expected[row], more);
    if (random.nextBoolean()) {
      column.merge(row, more, 0, more.length);
    } else {
      CounterColumn other = new CounterColumn(3, 0);
      other.merge(1, Counters.of(7, 7, 7), 0, Counters.WIDTH);
      other.merge(2, more, 0, more.length);
      column.merge(row, other, 2);
      column.merge(row, other, 0);
    }
  }

  private static long latest(long[] points) {
    return points.length == 0 ? 0 : points[points.length - Counters.WIDTH];
  }

  private static long[][] none() {
    long[][] rows = new long[ROWS][];
    Arrays.fill(rows, Counters.NONE);
    return rows;
  }

  private static void assertRows(CounterColumn column, long[][] expected) {
    int size = 0;
    for (int row = 0; row < ROWS; row++) {
      long[] points = expected[row];
      size += points.length;
      assertThat(column.has(row)).isEqualTo(points.length > 0);
      assertThat(column.last(row)).isEqualTo(tail(points));
      assertThat(column.increase(UNKNOWN, row, 0))
          .isEqualTo(Counters.increase(UNKNOWN, points, 0, points.length, 0));
      CounterColumn alone = new CounterColumn(1, 0);
      alone.merge(0, column, row);
      assertThat(bytes(alone, 1)).isEqualTo(bytes(points));
    }
    assertThat(column.size()).isEqualTo(size);
  }

  private static long[] tail(long[] points) {
    return Arrays.copyOfRange(points, Math.max(0, points.length - Counters.WIDTH), points.length);
  }

  private static byte[] bytes(long[] points) {
    CounterColumn column = new CounterColumn(1, 0);
    column.merge(0, points, 0, points.length);
    return bytes(column, 1);
  }

  private static byte[] bytes(CounterColumn column) {
    return bytes(column, ROWS);
  }

  private static byte[] bytes(CounterColumn column, int rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      column.write(new ColumnWriter(new DataOutputStream(bytes)), rows);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static ColumnReader in(byte[] bytes) {
    return new ColumnReader(
        new DataInputStream(new ByteArrayInputStream(bytes)), ByteOrder.LITTLE_ENDIAN);
  }
}
