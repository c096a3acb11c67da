package io.watchlake.lakehouse.parquet;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;

/** The bytes of a page as they grow; numbers are little-endian. Not for several threads. */
final class PageBytes extends OutputStream {

  private static final int VARINT_BITS = 7;
  private static final int VARINT_MORE = 0x80;

  private byte[] bytes = new byte[1024];
  private int size;

  int size() {
    return size;
  }

  /** Writes the lowest eight bits. */
  @Override
  public void write(int value) {
    if (size == bytes.length) {
      makeRoom(1);
    }
    bytes[size++] = (byte) value;
  }

  void varint(int value) {
    int rest = value;
    while (rest >>> VARINT_BITS != 0) {
      write((rest & (VARINT_MORE - 1)) | VARINT_MORE);
      rest >>>= VARINT_BITS;
    }
    write(rest);
  }

  @Override
  public void write(byte[] value) {
    write(value, 0, value.length);
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    makeRoom(length);
    System.arraycopy(value, offset, bytes, size, length);
    size += length;
  }

  /** Writes the lowest bytes of a number, so many of its eight. */
  void lowest(long value, int count) {
    makeRoom(Long.BYTES);
    long rest = value;
    for (int i = 0; i < count; i++) {
      bytes[size + i] = (byte) rest;
      rest >>>= Byte.SIZE;
    }
    size += count;
  }

  void int32(int value) {
    next(Integer.BYTES).putInt(value);
  }

  void longs(long[] values, int count) {
    next(count * Long.BYTES).asLongBuffer().put(values, 0, count);
  }

  void ints(int[] values, int count) {
    next(count * Integer.BYTES).asIntBuffer().put(values, 0, count);
  }

  /** Room for a number that is told later by {@link #int32At}. */
  int reserveInt32() {
    int at = size;
    int32(0);
    return at;
  }

  void int32At(int at, int value) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }

  /** Writes the lowest eight bits in the place of a byte that was written before. */
  void byteAt(int at, int value) {
    bytes[at] = (byte) value;
  }

  private ByteBuffer next(int count) {
    makeRoom(count);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, size, count).order(ByteOrder.LITTLE_ENDIAN);
    size += count;
    return buffer;
  }

  private void makeRoom(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** A view of what there is, good until something is written. */
  BytesInput view() {
    return BytesInput.from(bytes, 0, size);
  }

  void clear() {
    size = 0;
  }
}
