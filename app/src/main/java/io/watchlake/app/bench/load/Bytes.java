package io.watchlake.app.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer that protobuf's wire format is written into. */
final class Bytes {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  Bytes tag(int field, int type) {
    return varint((long) field << 3 | type);
  }

  Bytes varint(long value) {
    room(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  Bytes fixed64(int field, long bits) {
    tag(field, FIXED64);
    room(Long.BYTES);
    LONGS.set(bytes, size, bits);
    size += Long.BYTES;
    return this;
  }

  Bytes raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** A field of bytes, text or a message. */
  Bytes field(int field, byte[] value) {
    return tag(field, LENGTH).varint(value.length).raw(value);
  }

  Bytes field(int field, String value) {
    return field(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** How many bytes a varint takes. */
  static int varintSize(int value) {
    return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** How many bytes a field of so many bytes takes, its tag of one byte and its length included. */
  static int fieldSize(int length) {
    return 1 + varintSize(length) + length;
  }
}
