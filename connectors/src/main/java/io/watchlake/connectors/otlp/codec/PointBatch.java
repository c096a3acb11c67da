package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.NumberPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gauge and sum points of one Kafka message, in the order of the message, as columns. What a
 * column holds is told at {@link NumberPoint}.
 */
public final class PointBatch {

  private final SeriesTable table;
  private final String topic;
  private final int partition;
  private final long offset;
  private final String timeline;
  private int size;

  private int[] series;
  private int[] places;
  private long[] times;
  private long[] starts;
  private long[] bits;
  private boolean[] longs;
  private int[] flags;
  private @Nullable String @Nullable [] exemplars;

  /** A batch without points, with room for {@code capacity}, at least one. */
  public PointBatch(
      SeriesTable table, String topic, int partition, long offset, String timeline, int capacity) {
    this.table = table;
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timeline = timeline;
    series = new int[capacity];
    places = new int[capacity];
    times = new long[capacity];
    starts = new long[capacity];
    bits = new long[capacity];
    longs = new boolean[capacity];
    flags = new int[capacity];
  }

  /** Adds a point; {@code place} is its index in the message, {@code ofSeries} its number. */
  public void add(
      int ofSeries, int place, long time, long start, boolean isLong, long value, int flag) {
    int at = size;
    if (at == times.length) {
      grow();
    }
    series[at] = ofSeries;
    places[at] = place;
    times[at] = time;
    starts[at] = start;
    longs[at] = isLong;
    bits[at] = value;
    flags[at] = flag;
    size = at + 1;
  }

  /** Gives all points the numbers of their series, in their order. */
  void number(int[] ofSeries) {
    System.arraycopy(ofSeries, 0, series, 0, size);
  }

  /** Gives the point added last its exemplars. */
  public void exemplars(@Nullable String json) {
    if (json == null) {
      return;
    }
    if (exemplars == null) {
      exemplars = new @Nullable String[times.length];
    }
    exemplars[size - 1] = json;
  }

  /** Takes points out, the others keeping their order. */
  public void removeIf(PointFilter filter) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (filter.test(i)) {
        continue;
      }
      series[kept] = series[i];
      places[kept] = places[i];
      times[kept] = times[i];
      starts[kept] = starts[i];
      longs[kept] = longs[i];
      bits[kept] = bits[i];
      flags[kept] = flags[i];
      if (exemplars != null) {
        exemplars[kept] = exemplars[i];
      }
      kept++;
    }
    size = kept;
  }

  /** Tells of a point by its place in the batch. */
  public interface PointFilter {
    boolean test(int i);
  }

  private void grow() {
    int capacity = times.length * 2;
    series = Arrays.copyOf(series, capacity);
    places = Arrays.copyOf(places, capacity);
    times = Arrays.copyOf(times, capacity);
    starts = Arrays.copyOf(starts, capacity);
    longs = Arrays.copyOf(longs, capacity);
    bits = Arrays.copyOf(bits, capacity);
    flags = Arrays.copyOf(flags, capacity);
    exemplars = exemplars == null ? null : Arrays.copyOf(exemplars, capacity);
  }

  /** What the numbers of series stand for. */
  public SeriesTable table() {
    return table;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public String timeline() {
    return timeline;
  }

  public int size() {
    return size;
  }

  /** Number of a point's series. */
  public int series(int i) {
    return series[i];
  }

  /** Index of a point in its message. */
  public int place(int i) {
    return places[i];
  }

  public long timeUnixNano(int i) {
    return times[i];
  }

  public long startUnixNano(int i) {
    return starts[i];
  }

  public boolean isLong(int i) {
    return longs[i];
  }

  public long bits(int i) {
    return bits[i];
  }

  public int flags(int i) {
    return flags[i];
  }

  /** Exemplars of a point as a JSON array; null where there are none. */
  public @Nullable String exemplarsJson(int i) {
    return exemplars == null ? null : exemplars[i];
  }

  /** Whether any point has exemplars. */
  public boolean hasExemplars() {
    return exemplars != null;
  }

  /** The latest event time; {@link Long#MIN_VALUE} where there are no points. */
  public long latestUnixNano() {
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      latest = Math.max(latest, times[i]);
    }
    return latest;
  }

  /** The origin of a point. */
  public Origin origin(int i) {
    return new Origin(topic, partition, offset, places[i]);
  }

  /** A point by itself. */
  public NumberPoint point(int i) {
    return new NumberPoint(
        origin(i),
        timeline,
        table.get(series[i]),
        times[i],
        starts[i],
        longs[i],
        bits[i],
        flags[i],
        exemplarsJson(i));
  }
}
