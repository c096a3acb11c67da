package io.watchlake.jobs.stage.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Columns as bytes, each value with all its bits, so that copying is all that is to be done. What
 * is read grows as it comes: a damaged size ends at the end of the bytes and not of the memory.
 */
final class Columns {

  private static final int STEP = 1 << 16;

  private Columns() {}

  static void write(DataOutput out, long[] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeLong(values[i]);
    }
  }

  static void write(DataOutput out, double[] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeLong(Double.doubleToRawLongBits(values[i]));
    }
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
      write(out, values[i], values[i].length);
    }
  }

  static int size(DataInput in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      throw new IOException("a size below 0: the bytes are damaged");
    }
    return size;
  }

  static long[] longs(DataInput in, int size) throws IOException {
    long[] values = new long[Math.min(size, STEP)];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      values[i] = in.readLong();
    }
    return values;
  }

  static double[] doubles(DataInput in, int size) throws IOException {
    double[] values = new double[Math.min(size, STEP)];
    for (int i = 0; i < size; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(size, 2L * i));
      }
      values[i] = Double.longBitsToDouble(in.readLong());
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
