package io.watchlake.lakehouse.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is encoded here is what Parquet's own decoder reads. */
class HybridEncoderTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 12, 17, 24, 31})
  void numbersAreReadBackWhateverRunsTheyCome(int width) throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      int[] values = values(new Random(seed), width);
      PageBytes out = new PageBytes();
      HybridEncoder.encode(values, values.length, width, out);
      assertThat(decoded(out, values.length, width)).as("seed %d", seed).isEqualTo(values);
    }
  }

  @Test
  void aRunTakesAFewBytes() throws IOException {
    int[] values = new int[20_000];
    Arrays.fill(values, 300);
    PageBytes out = new PageBytes();
    HybridEncoder.encode(values, values.length, 9, out);
    assertThat(out.size()).isLessThan(8);
    assertThat(decoded(out, values.length, 9)).isEqualTo(values);
  }

  @Test
  void aWidthHoldsItsLargestNumber() {
    assertThat(HybridEncoder.width(0)).isZero();
    assertThat(HybridEncoder.width(1)).isEqualTo(1);
    assertThat(HybridEncoder.width(255)).isEqualTo(8);
    assertThat(HybridEncoder.width(256)).isEqualTo(9);
  }

  private static int[] values(Random random, int width) {
    int[] values = new int[random.nextInt(3_000)];
    int at = 0;
    while (at < values.length) {
      // Runs that are shorter and longer than a group, and packed numbers between them.
      int run = random.nextBoolean() ? 1 : 1 + random.nextInt(30);
      int value = (int) (random.nextLong() & ((1L << width) - 1));
      for (int i = 0; i < run && at < values.length; i++) {
        values[at++] = value;
      }
    }
    return values;
  }

  private static int[] decoded(PageBytes bytes, int size, int width) throws IOException {
    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(width, bytes.view().toInputStream());
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = decoder.readInt();
    }
    return values;
  }
}
