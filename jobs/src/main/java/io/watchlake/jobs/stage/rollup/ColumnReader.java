package io.watchlake.jobs.stage.rollup;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ColumnWriter} wrote. What is read grows as it comes: a damaged size ends at the
 * end of the bytes and not of the memory.
 */
final class ColumnReader {

  private static final int STEP = 1 << 16;

  private final DataInput in;
  private final byte[] bytes = new byte[ColumnWriter.BYTES];
  private final LongBuffer longs;
  private final DoubleBuffer doubles;
  private final IntBuffer ints;

  /**
   * @param order of the bytes of a value: formerly the highest came first
   */
  ColumnReader(DataInput in, ByteOrder order) {
    this.in = in;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    this.longs = buffer.asLongBuffer();
    this.doubles = buffer.asDoubleBuffer();
    this.ints = buffer.asIntBuffer();
  }

  /** A size that is written as an integer. */
  static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("a size below 0: the bytes are damaged");
    }
    return size;
  }

  long[] longs(int size) throws IOException {
    long[] values = new long[Math.min(size, STEP)];
    for (int at = 0; at < size; at += longs.capacity()) {
      int next = Math.min(size - at, longs.capacity());
      in.readFully(bytes, 0, next * Long.BYTES);
      if (at + next > values.length) {
        values = Arrays.copyOf(values, grown(values.length, size));
      }
      longs.clear().get(values, at, next);
    }
    return values;
  }

  /** What {@link ColumnWriter#longsOrZeros} wrote; null for all of them 0. */
  long @Nullable [] longsOrZeros(int size) throws IOException {
    return in.readBoolean() ? longs(size) : null;
  }

  double[] doubles(int size) throws IOException {
    double[] values = new double[Math.min(size, STEP)];
    for (int at = 0; at < size; at += doubles.capacity()) {
      int next = Math.min(size - at, doubles.capacity());
      in.readFully(bytes, 0, next * Double.BYTES);
      if (at + next > values.length) {
        values = Arrays.copyOf(values, grown(values.length, size));
      }
      doubles.clear().get(values, at, next);
    }
    return values;
  }

  int[] ints(int size) throws IOException {
    int[] values = new int[Math.min(size, STEP)];
    for (int at = 0; at < size; at += ints.capacity()) {
      int next = Math.min(size - at, ints.capacity());
      in.readFully(bytes, 0, next * Integer.BYTES);
      if (at + next > values.length) {
        values = Arrays.copyOf(values, grown(values.length, size));
      }
      ints.clear().get(values, at, next);
    }
    return values;
  }

  boolean[] booleans(int size) throws IOException {
    boolean[] values = new boolean[Math.min(size, STEP)];
    for (int at = 0; at < size; at += bytes.length) {
      int next = Math.min(size - at, bytes.length);
      in.readFully(bytes, 0, next);
      if (at + next > values.length) {
        values = Arrays.copyOf(values, grown(values.length, size));
      }
      for (int i = 0; i < next; i++) {
        values[at + i] = bytes[i] != 0;
      }
    }
    return values;
  }

  long[][] lists(int size) throws IOException {
    long[][] values = new long[Math.min(size, STEP)][];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, grown(i, size));
      }
      int length = in.readUnsignedShort();
      length = length == 0xFFFF ? size(in) : length;
      values[i] = length == 0 ? Counters.NONE : longs(length);
    }
    return values;
  }

  private static int grown(int length, int most) {
    return (int) Math.min(most, 2L * length);
  }
}
