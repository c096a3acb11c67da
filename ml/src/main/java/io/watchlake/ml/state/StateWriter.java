package io.watchlake.ml.state;

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

  /** What was written so far, a copy. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }
}
