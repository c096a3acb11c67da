package io.watchlake.model.telemetry;

import io.watchlake.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A gauge or sum point. Times are nanoseconds since the epoch, UTC.
 *
 * @param origin where it came from
 * @param timeline the timeline's name
 * @param series what it measures
 * @param timeUnixNano when; the event time
 * @param startUnixNano start of the interval of a sum; 0 where the sender gave none
 * @param isLong whether the value is an integer
 * @param bits the value: the integer itself, or {@link Double#doubleToRawLongBits} of the number
 * @param flags OTLP data point flags; bit 0 means that no value was recorded
 * @param exemplarsJson exemplars as a JSON array; null where there are none
 */
public record NumberPoint(
    Origin origin,
    String timeline,
    Series series,
    long timeUnixNano,
    long startUnixNano,
    boolean isLong,
    long bits,
    int flags,
    @Nullable String exemplarsJson) {

  /** The value as a double; an integer beyond 2^53 is rounded. */
  public double value() {
    return isLong ? bits : Double.longBitsToDouble(bits);
  }
}
