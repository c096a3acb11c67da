package io.watchlake.jobs.stage.compute;

import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Points of one chunk to be, as growing columns. */
final class ChunkBuffer {

  /** Between two checkpoints a series has few points in a partition. */
  private static final int FIRST_CAPACITY = 4;

  private final NumberPoint first;
  private long offsetFirst;
  private long offsetLast;
  private int size;
  private long[] times = new long[FIRST_CAPACITY];
  private long[] bits = new long[FIRST_CAPACITY];
  private long @Nullable [] startTimes;
  private int @Nullable [] flags;
  private @Nullable String @Nullable [] exemplars;

  ChunkBuffer(NumberPoint first) {
    this.first = first;
    this.offsetFirst = first.origin().offset();
    this.offsetLast = offsetFirst;
  }

  int size() {
    return size;
  }

  void add(NumberPoint point) {
    if (size == times.length) {
      grow();
    }
    offsetFirst = Math.min(offsetFirst, point.origin().offset());
    offsetLast = Math.max(offsetLast, point.origin().offset());
    times[size] = point.timeUnixNano();
    bits[size] = point.bits();
    if (point.startUnixNano() != 0) {
      startTimes = startTimes == null ? new long[times.length] : startTimes;
      startTimes[size] = point.startUnixNano();
    }
    if (point.flags() != 0) {
      flags = flags == null ? new int[times.length] : flags;
      flags[size] = point.flags();
    }
    if (point.exemplarsJson() != null) {
      exemplars = exemplars == null ? new @Nullable String[times.length] : exemplars;
      exemplars[size] = point.exemplarsJson();
    }
    size++;
  }

  private void grow() {
    int capacity = times.length * 2;
    times = Arrays.copyOf(times, capacity);
    bits = Arrays.copyOf(bits, capacity);
    startTimes = startTimes == null ? null : Arrays.copyOf(startTimes, capacity);
    flags = flags == null ? null : Arrays.copyOf(flags, capacity);
    exemplars = exemplars == null ? null : Arrays.copyOf(exemplars, capacity);
  }

  // NullAway loses the annotations of a record's compact constructor across modules.
  @SuppressWarnings("NullAway")
  MetricChunk toChunk() {
    return new MetricChunk(
        first.origin().topic(),
        first.origin().partition(),
        offsetFirst,
        offsetLast,
        first.timeline(),
        first.series(),
        MetricChunk.minuteOf(first.timeUnixNano()),
        Arrays.copyOf(times, size),
        first.isLong(),
        Arrays.copyOf(bits, size),
        startTimes == null ? null : Arrays.copyOf(startTimes, size),
        flags == null ? null : Arrays.copyOf(flags, size),
        exemplars == null ? null : Arrays.copyOf(exemplars, size));
  }
}
