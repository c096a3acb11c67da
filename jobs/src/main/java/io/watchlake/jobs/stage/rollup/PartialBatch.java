package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.otlp.codec.Exemplars;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesList;
import io.watchlake.model.sketch.ValueSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reader saw of the windows of one bucket's series since it last told, as columns: a row a
 * series, window and topic partition. With the definitions of series that it speaks of for the
 * first time. Filled by one, read by another.
 */
public final class PartialBatch {

  /** What has a row, by itself. */
  public record Origins(String topic, String timeline) {}

  /** Of what {@link #write} writes. */
  public static final int VERSION = 5;

  /** How many exemplars a window of numbers keeps: that of the largest value. */
  static final int MAX_EXEMPLARS = 1;

  private static final int FIRST_CAPACITY = 16;

  private final int bucket;
  private final Origins origins;
  private final List<SeriesBytes> definitions = new ArrayList<>();
  private int size;

  long[] series;

  /** The series that takes a row whose own is beyond the limit; 0 where none was told. */
  long[] overflows;

  long[] windows;
  boolean[] tenSeconds;
  long[] counts;
  double[] sums;
  double[] mins;
  double[] maxs;
  double[] lasts;
  long[] lastTimes;
  long[] staleTimes;
  CounterColumn counters;
  int[] points;
  int[] partitions;
  long[] firstOffsets;
  long[] lastOffsets;

  /** Null as long as no row has any. */
  private @Nullable ValueSketch @Nullable [] sketches;

  /** Null as long as no row has any. */
  private @Nullable String @Nullable [] exemplars;

  /** A batch without rows. */
  public PartialBatch(int bucket, String topic, String timeline) {
    this(bucket, topic, timeline, FIRST_CAPACITY, 0);
  }

  /**
   * A batch without rows.
   *
   * @param capacity for how many rows there is room, at least one
   * @param counterCapacity for how many longs of points of counters
   */
  public PartialBatch(
      int bucket, String topic, String timeline, int capacity, int counterCapacity) {
    this.bucket = bucket;
    this.origins = new Origins(topic, timeline);
    series = new long[capacity];
    overflows = new long[capacity];
    windows = new long[capacity];
    tenSeconds = new boolean[capacity];
    counts = new long[capacity];
    sums = new double[capacity];
    mins = new double[capacity];
    maxs = new double[capacity];
    lasts = new double[capacity];
    lastTimes = new long[capacity];
    staleTimes = new long[capacity];
    points = new int[capacity];
    partitions = new int[capacity];
    firstOffsets = new long[capacity];
    lastOffsets = new long[capacity];
    counters = new CounterColumn(capacity, counterCapacity);
  }

  /** The bucket of all its series. */
  public int bucket() {
    return bucket;
  }

  public String topic() {
    return origins.topic();
  }

  public String timeline() {
    return origins.timeline();
  }

  /** How many rows it has. */
  public int size() {
    return size;
  }

  /** What the ids of some of its series stand for. */
  public List<SeriesBytes> definitions() {
    return definitions;
  }

  /** Adds what the id of a series stands for. */
  public void define(SeriesBytes definition) {
    definitions.add(definition);
  }

  /** Begins a row without values. */
  public void begin(long ofSeries, long window, boolean ofTenSeconds, int partition) {
    if (size == series.length) {
      grow();
    }
    int at = size++;
    series[at] = ofSeries;
    overflows[at] = 0;
    windows[at] = window;
    tenSeconds[at] = ofTenSeconds;
    counts[at] = 0;
    sums[at] = 0;
    mins[at] = Double.NaN;
    maxs[at] = Double.NaN;
    lasts[at] = Double.NaN;
    lastTimes[at] = 0;
    staleTimes[at] = 0;
    points[at] = 0;
    partitions[at] = partition;
    firstOffsets[at] = Long.MAX_VALUE;
    lastOffsets[at] = Long.MIN_VALUE;
  }

  /** Says which series takes the row that was begun last if its own is beyond the limit. */
  public void overflow(long overflowSeries) {
    overflows[size - 1] = overflowSeries;
  }

  /** Adds what a row of another batch says to a row, but for the points of a counter. */
  void merge(int at, PartialBatch other, int from) {
    if (other.counts[from] > 0) {
      boolean first = counts[at] == 0;
      mins[at] = first ? other.mins[from] : Math.min(mins[at], other.mins[from]);
      maxs[at] = first ? other.maxs[from] : Math.max(maxs[at], other.maxs[from]);
      counts[at] += other.counts[from];
      sums[at] += other.sums[from];
      if (isNewer(other.lastTimes[from], other.lasts[from], lastTimes[at], lasts[at])) {
        lastTimes[at] = other.lastTimes[from];
        lasts[at] = other.lasts[from];
      }
    }
    staleTimes[at] = Math.max(staleTimes[at], other.staleTimes[from]);
    points[at] += other.points[from];
    firstOffsets[at] = Math.min(firstOffsets[at], other.firstOffsets[from]);
    lastOffsets[at] = Math.max(lastOffsets[at], other.lastOffsets[from]);
    ValueSketch both = ValueSketch.sum(sketch(at), other.sketch(from));
    sketches = SketchColumn.with(sketches, at, both, series.length);
    addExemplars(at, other.exemplars(from));
  }

  /** Adds a value to the row that was begun last. */
  public void value(long time, double value) {
    int at = size - 1;
    if (counts[at]++ == 0) {
      mins[at] = value;
      maxs[at] = value;
    } else {
      mins[at] = Math.min(mins[at], value);
      maxs[at] = Math.max(maxs[at], value);
    }
    sums[at] += value;
    if (isNewer(time, value, lastTimes[at], lasts[at])) {
      lastTimes[at] = time;
      lasts[at] = value;
    }
  }

  /** Adds that no value was recorded to the row that was begun last. */
  public void noValue(long time) {
    staleTimes[size - 1] = Math.max(staleTimes[size - 1], time);
  }

  /**
   * Gives the row that was begun last the points of a cumulative counter: the first so many longs,
   * as {@link Counters} wants them.
   */
  public void counter(long[] packed, int longs) {
    counters.merge(size - 1, packed, 0, longs);
  }

  /** How many longs all points of counters are. */
  public int counterSize() {
    return counters.size();
  }

  /** Gives the row that was begun last the sketch of its values. */
  public void sketch(@Nullable ValueSketch sketch) {
    sketches = SketchColumn.with(sketches, size - 1, sketch, series.length);
  }

  /** Adds exemplars of a point to the row that was begun last. */
  public void exemplars(@Nullable String json) {
    addExemplars(size - 1, json);
  }

  private void addExemplars(int row, @Nullable String json) {
    if (json != null) {
      exemplars =
          TextColumn.with(
              exemplars,
              row,
              Exemplars.largest(exemplars(row), json, MAX_EXEMPLARS),
              series.length);
    }
  }

  /** Exemplars of a row as a JSON array; null where there are none. */
  @Nullable String exemplars(int row) {
    return TextColumn.get(exemplars, row);
  }

  /** The sketch of a row's values; null where none was asked for. */
  @Nullable ValueSketch sketch(int row) {
    return SketchColumn.get(sketches, row);
  }

  /** Says where a point of the row that was begun last came from. */
  public void origin(long offset) {
    int at = size - 1;
    points[at]++;
    firstOffsets[at] = Math.min(firstOffsets[at], offset);
    lastOffsets[at] = Math.max(lastOffsets[at], offset);
  }

  /** Of two values of one time the larger is the newer, so that their order does not matter. */
  static boolean isNewer(long time, double value, long thanTime, double thanValue) {
    return time > thanTime || (time == thanTime && !(Double.compare(value, thanValue) <= 0));
  }

  /** Writes it by columns; what reads it back is {@link #read}. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(bucket);
    out.writeUTF(topic());
    out.writeUTF(timeline());
    byte[] defined = SeriesList.encode(definitions);
    out.writeInt(defined.length);
    out.write(defined);
    out.writeInt(size);
    Columns.write(out, series, size);
    Columns.write(out, overflows, size);
    Columns.write(out, windows, size);
    for (int i = 0; i < size; i++) {
      out.writeBoolean(tenSeconds[i]);
    }
    Columns.write(out, counts, size);
    Columns.write(out, sums, size);
    Columns.write(out, mins, size);
    Columns.write(out, maxs, size);
    Columns.write(out, lasts, size);
    Columns.write(out, lastTimes, size);
    Columns.write(out, staleTimes, size);
    counters.write(out, size);
    Columns.write(out, points, size);
    Columns.write(out, partitions, size);
    Columns.write(out, firstOffsets, size);
    Columns.write(out, lastOffsets, size);
    SketchColumn.write(out, sketches, size);
    TextColumn.write(out, exemplars, size);
  }

  /**
   * What {@link #write} wrote.
   *
   * @param version {@link #VERSION}; 4 has the counters of each row by themselves, 3 is without
   *     exemplars too, 2 without series that take what is beyond a limit either, 1 without sketches
   *     too
   * @throws IllegalArgumentException where the definitions or a sketch are damaged
   */
  public static PartialBatch read(int version, DataInput in) throws IOException {
    PartialBatch batch = new PartialBatch(in.readUnsignedByte(), in.readUTF(), in.readUTF());
    byte[] defined = new byte[Columns.size(in)];
    in.readFully(defined);
    batch.definitions.addAll(SeriesList.decode(defined));
    int size = Columns.size(in);
    batch.size = size;
    long[][] keys = Columns.longs(in, size, version < 3 ? 2 : 3);
    batch.series = keys[0];
    batch.overflows = version < 3 ? new long[size] : keys[1];
    batch.windows = keys[keys.length - 1];
    batch.tenSeconds = new boolean[size];
    for (int i = 0; i < size; i++) {
      batch.tenSeconds[i] = in.readBoolean();
    }
    batch.counts = Columns.longs(in, size);
    double[][] values = Columns.doubles(in, size, 4);
    batch.sums = values[0];
    batch.mins = values[1];
    batch.maxs = values[2];
    batch.lasts = values[3];
    long[][] times = Columns.longs(in, size, 2);
    batch.lastTimes = times[0];
    batch.staleTimes = times[1];
    batch.counters = version < 5 ? CounterColumn.readLists(in, size) : CounterColumn.read(in, size);
    batch.points = Columns.ints(in, size);
    batch.partitions = Columns.ints(in, size);
    long[][] offsets = Columns.longs(in, size, 2);
    batch.firstOffsets = offsets[0];
    batch.lastOffsets = offsets[1];
    batch.sketches = version < 2 ? null : SketchColumn.read(in, size);
    batch.exemplars = version < 4 ? null : TextColumn.read(in, size);
    return batch;
  }

  private void grow() {
    int capacity = Math.max(FIRST_CAPACITY, size * 2);
    series = Arrays.copyOf(series, capacity);
    overflows = Arrays.copyOf(overflows, capacity);
    windows = Arrays.copyOf(windows, capacity);
    tenSeconds = Arrays.copyOf(tenSeconds, capacity);
    counts = Arrays.copyOf(counts, capacity);
    sums = Arrays.copyOf(sums, capacity);
    mins = Arrays.copyOf(mins, capacity);
    maxs = Arrays.copyOf(maxs, capacity);
    lasts = Arrays.copyOf(lasts, capacity);
    lastTimes = Arrays.copyOf(lastTimes, capacity);
    staleTimes = Arrays.copyOf(staleTimes, capacity);
    counters.resize(capacity);
    points = Arrays.copyOf(points, capacity);
    partitions = Arrays.copyOf(partitions, capacity);
    firstOffsets = Arrays.copyOf(firstOffsets, capacity);
    lastOffsets = Arrays.copyOf(lastOffsets, capacity);
  }
}
