package io.watchlake.lakehouse.flink;

import org.jspecify.annotations.Nullable;

/**
 * Doubles that are decimal fractions of a few digits, as most that are measured are: the same
 * numbers as integers, which take far less room. Only where each comes back to the bit; what does
 * not, such as a third, NaN or negative zero, is no decimal. So are those of which an integer would
 * have more than 51 bits: up to there a product and a quotient of a power of ten, each rounded
 * once, lead back to the same integer.
 *
 * @param digits behind the point, 0 to {@link #MOST_DIGITS}
 * @param scaled the numbers times ten to the {@code digits}
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
record Decimals(int digits, long[] scaled) {

  static final int MOST_DIGITS = 9;

  private static final long MOST = 1L << 51;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /**
   * The decimals of doubles.
   *
   * @param bits of the doubles
   * @return null where one of them is no decimal
   */
  static @Nullable Decimals of(long[] bits) {
    int digits = 0;
    for (long value : bits) {
      while (!isDecimal(value, digits)) {
        digits++;
        if (digits > MOST_DIGITS) {
          return null;
        }
      }
    }
    long[] scaled = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      // More digits than a value needs may be too many for it.
      if (!isDecimal(bits[i], digits)) {
        return null;
      }
      scaled[i] = scaled(bits[i], digits);
    }
    return new Decimals(digits, scaled);
  }

  private static boolean isDecimal(long bits, int digits) {
    long scaled = scaled(bits, digits);
    return scaled <= MOST
        && scaled >= -MOST
        && Double.doubleToRawLongBits(value(scaled, digits)) == bits;
  }

  private static long scaled(long bits, int digits) {
    return (long) Math.rint(Double.longBitsToDouble(bits) * POWERS[digits]);
  }

  /** A number as it was before it was scaled. */
  static double value(long scaled, int digits) {
    return (double) scaled / POWERS[digits];
  }
}
