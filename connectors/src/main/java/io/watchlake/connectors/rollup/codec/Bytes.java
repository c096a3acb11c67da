package io.watchlake.connectors.rollup.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Growing bytes. Lengths and counts are unsigned varints, as protobuf has them; a nullable text's
 * length is one more than it is, 0 for null; fixed numbers are big endian.
 */
final class Bytes {

  private byte[] bytes;
  private int size;

  Bytes(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  Bytes bits8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  Bytes varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  Bytes signed(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  Bytes bits64(long value) {
    room(8);
    int at = size;
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[at++] = (byte) (value >>> shift);
    }
    size = at;
    return this;
  }

  Bytes number(double value) {
    return bits64(Double.doubleToRawLongBits(value));
  }

  Bytes text(String value) {
    return block(value.getBytes(StandardCharsets.UTF_8));
  }

  Bytes nullableText(@Nullable String value) {
    if (value == null) {
      return varint(0);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length + 1L).raw(utf8, utf8.length);
  }

  /** Bytes with their length before them. */
  Bytes block(byte[] value) {
    return varint(value.length).raw(value, value.length);
  }

  Bytes raw(byte[] value) {
    return raw(value, value.length);
  }

  Bytes raw(Bytes other) {
    return raw(other.bytes, other.size);
  }

  Bytes numbers(double[] values) {
    varint(values.length);
    for (double value : values) {
      number(value);
    }
    return this;
  }

  Bytes counts(long[] values) {
    varint(values.length);
    for (long value : values) {
      varint(value);
    }
    return this;
  }

  private Bytes raw(byte[] value, int length) {
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
