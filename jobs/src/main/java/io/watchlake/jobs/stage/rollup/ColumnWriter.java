package io.watchlake.jobs.stage.rollup;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes columns as bytes, each value with all its bits and the lowest first, as processors have
 * them: copying is all that is to be done. {@link ColumnReader} reads them.
 */
final class ColumnWriter {

  /** How many bytes are passed on at once. */
  static final int BYTES = 8 * 1024;

  private final DataOutput out;
  private final byte[] bytes = new byte[BYTES];
  private final LongBuffer longs;
  private final DoubleBuffer doubles;
  private final IntBuffer ints;

  ColumnWriter(DataOutput out) {
    this.out = out;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.longs = buffer.asLongBuffer();
    this.doubles = buffer.asDoubleBuffer();
    this.ints = buffer.asIntBuffer();
  }

  /** Writes the first values. */
  void longs(long[] values, int size) throws IOException {
    for (int at = 0; at < size; at += longs.capacity()) {
      int next = Math.min(size - at, longs.capacity());
      longs.clear().put(values, at, next);
      out.write(bytes, 0, next * Long.BYTES);
    }
  }

  /** The same for values that are mostly all 0, which null says too: then it is a byte. */
  void longsOrZeros(long @Nullable [] values, int size) throws IOException {
    long bits = 0;
    for (int i = 0; values != null && i < size; i++) {
      bits |= values[i];
    }
    out.writeBoolean(bits != 0);
    if (values != null && bits != 0) {
      longs(values, size);
    }
  }

  void doubles(double[] values, int size) throws IOException {
    for (int at = 0; at < size; at += doubles.capacity()) {
      int next = Math.min(size - at, doubles.capacity());
      doubles.clear().put(values, at, next);
      out.write(bytes, 0, next * Double.BYTES);
    }
  }

  void ints(int[] values, int size) throws IOException {
    for (int at = 0; at < size; at += ints.capacity()) {
      int next = Math.min(size - at, ints.capacity());
      ints.clear().put(values, at, next);
      out.write(bytes, 0, next * Integer.BYTES);
    }
  }

  void booleans(boolean[] values, int size) throws IOException {
    for (int at = 0; at < size; at += bytes.length) {
      int next = Math.min(size - at, bytes.length);
      for (int i = 0; i < next; i++) {
        bytes[i] = (byte) (values[at + i] ? 1 : 0);
      }
      out.write(bytes, 0, next);
    }
  }

  /** Writes lists, each with its length before it. */
  void lists(long[][] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeShort(Math.min(values[i].length, 0xFFFF));
      if (values[i].length >= 0xFFFF) {
        out.writeInt(values[i].length);
      }
      longs(values[i], values[i].length);
    }
  }
}
