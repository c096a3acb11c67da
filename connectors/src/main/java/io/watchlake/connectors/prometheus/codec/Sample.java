package io.watchlake.connectors.prometheus.codec;

/**
 * A float sample.
 *
 * @param valueBits the bits of the value: which NaN it is matters, and only bits keep that
 * @param timestampMillis since the Unix epoch, UTC
 * @param startMillis when the counter began, since the Unix epoch; 0 for not known
 */
public record Sample(long valueBits, long timestampMillis, long startMillis) {

  /** The NaN that says that a series has ended. */
  public static final long STALE = 0x7ff0_0000_0000_0002L;

  /** A sample with no known start. */
  public static Sample of(double value, long timestampMillis) {
    return new Sample(Double.doubleToRawLongBits(value), timestampMillis, 0);
  }

  public double value() {
    return Double.longBitsToDouble(valueBits);
  }

  /** Whether it says that the series has ended. */
  public boolean isStale() {
    return valueBits == STALE;
  }
}
