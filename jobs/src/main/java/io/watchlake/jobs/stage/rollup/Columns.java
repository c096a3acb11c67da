package io.watchlake.jobs.stage.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Columns as bytes, each value with all its bits, so that copying is all that is to be done. What
 * is read grows as it comes: a damaged size ends at the end of the bytes and not of the memory.
 */
final class Columns {

  private static final int STEP = 1 << 16;

  /** How many values are written or read by one call; {@link #STEP} is a multiple of it. */
  private static final int AT_ONCE = 512;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Columns() {}

  static void write(DataOutput out, long[] values, int size) throws IOException {
    byte[] bytes = new byte[bytes(size, Long.BYTES)];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (at == bytes.length) {
        out.write(bytes);
        at = 0;
      }
      LONGS.set(bytes, at, values[i]);
      at += Long.BYTES;
    }
    out.write(bytes, 0, at);
  }

  static void write(DataOutput out, double[] values, int size) throws IOException {
    byte[] bytes = new byte[bytes(size, Double.BYTES)];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (at == bytes.length) {
        out.write(bytes);
        at = 0;
      }
      LONGS.set(bytes, at, Double.doubleToRawLongBits(values[i]));
      at += Double.BYTES;
    }
    out.write(bytes, 0, at);
  }

  static void write(DataOutput out, int[] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeInt(values[i]);
    }
  }

  static void write(DataOutput out, long[][] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeShort(Math.min(values[i].length, 0xFFFF));
      if (values[i].length >= 0xFFFF) {
        out.writeInt(values[i].length);
      }
      if (values[i].length > 0) {
        write(out, values[i], values[i].length);
      }
    }
  }

  /** How many bytes to write or read at once. */
  private static int bytes(int size, int each) {
    return Math.min(size, AT_ONCE) * each;
  }

  static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("a size below 0: the bytes are damaged");
    }
    return size;
  }

  /**
   * So many columns that follow each other. A loop, since the compiler would put the reading of a
   * column into its caller once for each, and take a second for it.
   */
  static long[][] longs(DataInput in, int size, int columns) throws IOException {
    long[][] values = new long[columns][];
    for (int column = 0; column < columns; column++) {
      values[column] = longs(in, size);
    }
    return values;
  }

  static long[] longs(DataInput in, int size) throws IOException {
    long[] values = new long[Math.min(size, STEP)];
    byte[] bytes = new byte[bytes(size, Long.BYTES)];
    for (int i = 0; i < size; ) {
      int next = Math.min(size - i, AT_ONCE);
      in.readFully(bytes, 0, next * Long.BYTES);
      if (i + next > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * values.length));
      }
      for (int k = 0; k < next; k++) {
        values[i + k] = (long) LONGS.get(bytes, k * Long.BYTES);
      }
      i += next;
    }
    return values;
  }

  /** So many columns that follow each other, as {@link #longs(DataInput, int, int)}. */
  static double[][] doubles(DataInput in, int size, int columns) throws IOException {
    double[][] values = new double[columns][];
    for (int column = 0; column < columns; column++) {
      values[column] = doubles(in, size);
    }
    return values;
  }

  static double[] doubles(DataInput in, int size) throws IOException {
    double[] values = new double[Math.min(size, STEP)];
    byte[] bytes = new byte[bytes(size, Double.BYTES)];
    for (int i = 0; i < size; ) {
      int next = Math.min(size - i, AT_ONCE);
      in.readFully(bytes, 0, next * Double.BYTES);
      if (i + next > values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * values.length));
      }
      for (int k = 0; k < next; k++) {
        values[i + k] = Double.longBitsToDouble((long) LONGS.get(bytes, k * Double.BYTES));
      }
      i += next;
    }
    return values;
  }

  static int[] ints(DataInput in, int size) throws IOException {
    int[] values = new int[Math.min(size, STEP)];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      values[i] = in.readInt();
    }
    return values;
  }

  static long[][] lists(DataInput in, int size) throws IOException {
    long[][] values = new long[Math.min(size, STEP)][];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      int length = in.readUnsignedShort();
      length = length == 0xFFFF ? size(in) : length;
      values[i] = length == 0 ? Counters.NONE : longs(in, length);
    }
    return values;
  }
}
