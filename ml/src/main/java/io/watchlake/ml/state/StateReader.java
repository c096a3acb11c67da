package io.watchlake.ml.state;

/** Reads what {@link StateWriter} wrote; throws {@link StateFormatException} where bytes end. */
public final class StateReader {

  private final byte[] bytes;
  private int position;

  public StateReader(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** 0 to 255. */
  public int readByte() {
    if (position >= bytes.length) {
      throw new StateFormatException("state of a detector ends after " + position + " bytes");
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

  /**
   * A number of things that cannot be more than {@code limit}.
   *
   * @throws StateFormatException when it is
   */
  public int readCount(int limit) {
    int count = readShort();
    if (count > limit) {
      throw new StateFormatException(
          "state of a detector holds " + count + " entries where at most " + limit + " can be");
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
          "state of a detector has " + (bytes.length - position) + " bytes too many");
    }
  }
}
