package io.watchlake.lakehouse.parquet;

/**
 * Parquet's hybrid of runs and packed bits, of small numbers: a value that comes at least eight
 * times in a row is a run, all else is packed in groups of eight, the lowest bits first.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Run Length
 *     Encoding / Bit-Packing Hybrid</a>
 */
final class HybridEncoder {

  /** How many numbers are packed together. */
  static final int GROUP = 8;

  /** As many groups as Parquet's own writer packs behind one header. */
  static final int MOST_GROUPS = 63;

  private HybridEncoder() {}

  /** How many bits the numbers from 0 to {@code most} take. */
  static int width(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  /**
   * Writes numbers.
   *
   * @param values from 0 to what {@code width} bits hold
   */
  static void encode(int[] values, int size, int width, PageBytes out) {
    int packedFrom = 0;
    int at = 0;
    while (at < size) {
      int value = values[at];
      int end = at + 1;
      while (end < size && values[end] == value) {
        end++;
      }
      // A run begins where a group ends; the rest of the last group is taken from it.
      int rest = -(at - packedFrom) & (GROUP - 1);
      int run = end - at - rest;
      if (run >= GROUP) {
        pack(values, packedFrom, at + rest, width, out);
        run(value, run, width, out);
        packedFrom = end;
      }
      at = end;
    }
    pack(values, packedFrom, size, width, out);
  }

  /** Writes one number so many times. */
  static void run(int value, int count, int width, PageBytes out) {
    out.varint(count << 1);
    for (int bits = 0; bits < width; bits += Byte.SIZE) {
      out.write(value >>> bits);
    }
  }

  /** Packs what is a multiple of a group, or the last numbers of all. */
  private static void pack(int[] values, int from, int to, int width, PageBytes out) {
    int at = from;
    while (at < to) {
      int groups = Math.min(MOST_GROUPS, (to - at + GROUP - 1) / GROUP);
      out.varint((groups << 1) | 1);
      int end = Math.min(to, at + groups * GROUP);
      int full = width <= Byte.SIZE ? at + (end - at) / GROUP * GROUP : at;
      for (int i = at; i < full; i += GROUP) {
        packGroup(values, i, width, out);
      }
      packRest(values, full, end, width, out);
      at = end;
    }
  }

  /** A group that fits into one long. */
  private static void packGroup(int[] values, int at, int width, PageBytes out) {
    long bits = 0;
    for (int i = GROUP - 1; i >= 0; i--) {
      bits = (bits << width) | values[at + i];
    }
    out.lowest(bits, width);
  }

  /** Packs numbers, and fills the last group up with zeros. */
  private static void packRest(int[] values, int from, int to, int width, PageBytes out) {
    long bits = 0;
    int held = 0;
    for (int i = from; i < to; i++) {
      bits |= (long) values[i] << held;
      held += width;
      if (held >= Integer.SIZE) {
        out.lowest(bits, Integer.BYTES);
        bits >>>= Integer.SIZE;
        held -= Integer.SIZE;
      }
    }
    int missing = -(to - from) & (GROUP - 1);
    for (int left = held + missing * width; left > 0; left -= Byte.SIZE) {
      out.write((int) bits);
      bits >>>= Byte.SIZE;
    }
  }
}
