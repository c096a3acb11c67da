package io.watchlake.ml.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers big-endian to bytes that grow as needed. */
public final class StateWriter {

  private byte[] bytes;
  private int length;

  /**
   * A writer without bytes yet.
   *
   * @param expected how many bytes are likely, for a buffer that need not grow
   */
  public StateWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  public void writeByte(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  public void writeShort(int value) {
    room(2);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
  }

  public void writeInt(int value) {
    writeShort(value >>> 16);
    writeShort(value);
  }

  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  public void writeFloat(float value) {
    writeInt(Float.floatToIntBits(value));
  }

  public void writeDouble(double value) {
    writeLong(Double.doubleToLongBits(value));
  }

  /** A text of at most 65,535 bytes of UTF-8. */
  public void writeText(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    if (text.length > 0xffff) {
      throw new IllegalArgumentException("a text of " + text.length + " bytes is too long");
    }
    writeShort(text.length);
    room(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  /** What was written so far, a copy. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
