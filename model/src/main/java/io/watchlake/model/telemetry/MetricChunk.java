package io.watchlake.model.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Number points of one series within one minute, as the archive keeps them. All points are of one
 * timeline, come from one Kafka partition, and are all integers or all doubles. Several chunks of a
 * series and minute are allowed. Times are nanoseconds since the epoch, UTC.
 *
 * @param topic the Kafka topic of all points, timeline included
 * @param partition the Kafka partition of all points
 * @param offsetFirst smallest offset of the points' messages
 * @param offsetLast largest offset of the points' messages
 * @param timeline the timeline's name
 * @param series what the points measure
 * @param minuteUnixNano start of the minute that all times fall into
 * @param times when each point was taken; at least one, in any order
 * @param isLong whether the values are integers
 * @param bits the values, as {@link NumberPoint#bits()}, in the order of {@code times}
 * @param startTimes start of each point's interval, 0 where the sender gave none; null where no
 *     point has one
 * @param flags OTLP data point flags of each point; null where all are 0
 * @param exemplarsJson exemplars of each point as a JSON array, null for a point without; null
 *     where no point has any
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record MetricChunk(
    String topic,
    int partition,
    long offsetFirst,
    long offsetLast,
    String timeline,
    Series series,
    long minuteUnixNano,
    long[] times,
    boolean isLong,
    long[] bits,
    long @Nullable [] startTimes,
    int @Nullable [] flags,
    @Nullable String @Nullable [] exemplarsJson) {

  /** Length of the time span a chunk covers. */
  public static final long MINUTE_NANOS = 60_000_000_000L;

  public MetricChunk {
    if (times.length == 0 || times.length != bits.length) {
      throw new IllegalArgumentException(
          "a chunk has as many values as times, at least one: "
              + times.length
              + " times, "
              + bits.length
              + " values");
    }
  }

  /** Start of the minute that {@code unixNano} falls into. */
  public static long minuteOf(long unixNano) {
    return Math.floorDiv(unixNano, MINUTE_NANOS) * MINUTE_NANOS;
  }

  /** How many points the chunk holds. */
  public int size() {
    return times.length;
  }
}
