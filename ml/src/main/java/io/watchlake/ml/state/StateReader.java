package io.watchlake.ml.state;

import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote; throws {@link StateFormatException} where bytes end. */
public final class StateReader {

  private final byte[] bytes;
  private final String what;
  private int position;

  public StateReader(byte[] bytes) {
    this(bytes, "state of a detector");
  }

  /**
   * @param what the bytes are, for messages
   */
  public StateReader(byte[] bytes, String what) {
    this.bytes = bytes.clone();
    this.what = what;
  }

  /** 0 to 255. */
  public int readByte() {
    if (position >= bytes.length) {
      throw new StateFormatException(what + " ends after " + position + " bytes");
    }
    return bytes[position++] & 0xff;
  }

  /** 0 to 65,535. */
  public int readShort() {
    int high = readByte();
    return high << 8 | readByte();
  }

  public int readInt() {
    int high = readShort();
    return high << 16 | readShort();
  }

  public long readLong() {
    long high = readInt();
    return high << 32 | (readInt() & 0xffff_ffffL);
  }

  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  /** A text that {@link StateWriter#writeText} wrote. */
  public String readText() {
    int length = readShort();
    if (length > bytes.length - position) {
      throw new StateFormatException(what + " ends after " + bytes.length + " bytes");
    }
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /**
   * A number of things that cannot be more than {@code limit}.
   *
   * @throws StateFormatException when it is
   */
  public int readCount(int limit) {
    int count = readShort();
    if (count > limit) {
      throw new StateFormatException(
          what + " holds " + count + " entries where at most " + limit + " can be");
    }
    return count;
  }

  /**
   * The end.
   *
   * @throws StateFormatException when bytes are left
   */
  public void end() {
    if (position != bytes.length) {
      throw new StateFormatException(
          what + " has " + (bytes.length - position) + " bytes too many");
    }
  }
}
