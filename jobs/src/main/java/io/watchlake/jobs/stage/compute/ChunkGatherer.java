package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Series;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link GatherChunks} does to points, without Flink: gathers them into chunks by series,
 * minute, topic partition and kind of value, and into partial rollups. Not for use by several
 * threads at once.
 */
public final class ChunkGatherer {

  /** Keeps a row's arrays small enough to be read back comfortably. */
  static final int MAX_CHUNK_POINTS = 4_096;

  /** How many points a task holds at most unless it is told otherwise. */
  public static final int DEFAULT_MAX_POINTS = 3_000_000;

  /**
   * So many points a series make chunks whose rows cost little beside their points. To hold more
   * would fill memory, not chunks, and be slower for it.
   */
  private static final int ENOUGH_POINTS_A_SERIES = 64;

  /** Of few series this much is held all the same: a drain has a price of its own. */
  private static final int LEAST_POINTS = 1_000_000;

  private final int maxPoints;
  private final PointBuffer buffer = new PointBuffer();
  private final PartialRollups partials;

  /**
   * @param maxPoints how many points to hold at most, over all chunks
   * @param tenSeconds the series that always have windows of 10 s
   * @param sketches the series whose windows have a sketch of their values
   * @throws IllegalArgumentException where not even one point may be held
   */
  public ChunkGatherer(int maxPoints, SeriesSelection tenSeconds, SeriesSelection sketches) {
    if (maxPoints < 1) {
      throw new IllegalArgumentException("at least one point must be held, not " + maxPoints);
    }
    this.maxPoints = maxPoints;
    this.partials = new PartialRollups(tenSeconds, sketches);
  }

  /** Whether it is time to drain: more points are allowed in, but would gain nothing. */
  public boolean isFull() {
    SeriesTable series = buffer.table();
    if (series == null) {
      return false;
    }
    long enough = Math.max(LEAST_POINTS, (long) ENOUGH_POINTS_A_SERIES * series.size());
    return buffer.size() >= Math.min(maxPoints, enough);
  }

  /** How many points are held. */
  public int size() {
    return buffer.size();
  }

  /** The earliest time of the points held; {@link Long#MAX_VALUE} where there are none. */
  public long earliestUnixNano() {
    return buffer.earliestUnixNano();
  }

  /**
   * Says which series are asked for in windows of 10 s from now on, beside those that always are.
   */
  public void ask(Subscriptions now) {
    partials.ask(now);
  }

  /** Whether a batch can be put to the points that are held; if not, drain first. */
  public boolean takes(PointBatch batch) {
    return buffer.takes(batch);
  }

  /** Holds the points of a batch that it {@link #takes}. */
  public void add(PointBatch batch) {
    buffer.add(batch);
  }

  /**
   * Gives all that is held: chunks by series and minute, then the partial rollups, and sketches of
   * the series that were seen for the first time in their hour.
   */
  public void drain(
      Consumer<MetricChunk> chunks,
      Consumer<PartialBatch> rollups,
      Consumer<SeriesSketch> sketches) {
    SeriesTable series = buffer.table();
    if (series == null || buffer.size() == 0) {
      return;
    }
    partials.begin(series);
    buffer.drain((of, number, minute, from, to) -> minute(of, number, minute, from, to, chunks));
    partials.end(rollups, sketches);
  }

  private void minute(
      Series series, int number, long minute, int from, int to, Consumer<MetricChunk> chunks) {
    partials.minute(buffer, series, number, minute, from, to);
    int first = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to
          || i - first >= MAX_CHUNK_POINTS
          || buffer.partition(i) != buffer.partition(first)
          || buffer.isLong(i) != buffer.isLong(first)) {
        chunks.accept(chunk(series, minute, first, i));
        first = i;
      }
    }
  }

  // NullAway loses the annotations of a record's compact constructor across modules.
  @SuppressWarnings("NullAway")
  private MetricChunk chunk(Series series, long minute, int from, int to) {
    int size = to - from;
    long[] times = new long[size];
    long[] bits = new long[size];
    long[] starts = null;
    int[] flags = null;
    @Nullable String[] exemplars = null;
    long offsetFirst = Long.MAX_VALUE;
    long offsetLast = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      int at = from + i;
      times[i] = buffer.time(at);
      bits[i] = buffer.bits(at);
      long offset = buffer.offset(at);
      offsetFirst = Math.min(offsetFirst, offset);
      offsetLast = Math.max(offsetLast, offset);
      long start = buffer.start(at);
      if (start != 0) {
        starts = starts == null ? new long[size] : starts;
        starts[i] = start;
      }
      int flag = buffer.flags(at);
      if (flag != 0) {
        flags = flags == null ? new int[size] : flags;
        flags[i] = flag;
      }
      String json = buffer.exemplars(at);
      if (json != null) {
        exemplars = exemplars == null ? new @Nullable String[size] : exemplars;
        exemplars[i] = json;
      }
    }
    return new MetricChunk(
        buffer.topic(),
        buffer.partition(from),
        offsetFirst,
        offsetLast,
        buffer.timeline(),
        series,
        minute,
        times,
        buffer.isLong(from),
        bits,
        starts,
        flags,
        exemplars);
  }
}
