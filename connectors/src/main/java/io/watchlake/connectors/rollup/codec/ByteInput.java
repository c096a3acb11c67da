package io.watchlake.connectors.rollup.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Bytes} wrote; whatever is not that throws {@link IllegalArgumentException}. */
final class ByteInput {

  private final byte[] bytes;
  private int at;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int bits8() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = bits8();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits at byte " + at);
  }

  long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** How many items follow, each of at least {@code leastBytes}: never more than can be there. */
  int count(int leastBytes) {
    long count = varint();
    if (count < 0 || count > (bytes.length - at) / leastBytes) {
      throw new IllegalArgumentException("a count of " + count + " at byte " + at + " is too much");
    }
    return (int) count;
  }

  int index(int size) {
    long index = varint();
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("an index of " + index + " into " + size + " entries");
    }
    return (int) index;
  }

  int int32() {
    long value = varint();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a number of more than 31 bits at byte " + at);
    }
    return (int) value;
  }

  int signed32() {
    long value = signed();
    if (value != (int) value) {
      throw new IllegalArgumentException("a number of more than 32 bits at byte " + at);
    }
    return (int) value;
  }

  long bits64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  double number() {
    return Double.longBitsToDouble(bits64());
  }

  String text() {
    return text(count(1));
  }

  @Nullable String nullableText() {
    long length = varint();
    if (length == 0) {
      return null;
    }
    if (length < 0 || length - 1 > bytes.length - at) {
      throw new IllegalArgumentException("a text of " + length + " bytes at byte " + at);
    }
    return text((int) length - 1);
  }

  /** Passes over a text, or bytes with their length before them. */
  void skipText() {
    int length = count(1);
    at += length;
  }

  void skipNullableText() {
    long length = varint();
    if (length < 0 || length - 1 > bytes.length - at) {
      throw new IllegalArgumentException("a text of " + length + " bytes at byte " + at);
    }
    at += (int) Math.max(0, length - 1);
  }

  byte[] block() {
    int length = count(1);
    byte[] value = new byte[length];
    System.arraycopy(bytes, at, value, 0, length);
    at += length;
    return value;
  }

  double[] numbers() {
    double[] values = new double[count(8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = number();
    }
    return values;
  }

  long[] counts() {
    long[] values = new long[count(1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = varint();
    }
    return values;
  }

  private String text(int length) {
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  private void need(int count) {
    if (bytes.length - at < count) {
      throw new IllegalArgumentException("the message ends at byte " + bytes.length);
    }
  }
}
