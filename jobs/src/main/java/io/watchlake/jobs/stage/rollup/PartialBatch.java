package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesList;
import io.watchlake.model.sketch.ValueSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteOrder;
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
  ValueColumns values;
  int[] points;
  int[] partitions;
  long[] firstOffsets;
  long[] lastOffsets;

  /** A batch without rows. */
  public PartialBatch(int bucket, String topic, String timeline) {
    this(bucket, topic, timeline, FIRST_CAPACITY, 0);
  }

  /**
   * A batch without rows.
   *
   * @param capacity for how many rows there is room; it grows
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
    points = new int[capacity];
    partitions = new int[capacity];
    firstOffsets = new long[capacity];
    lastOffsets = new long[capacity];
    values = new ValueColumns(capacity, counterCapacity);
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
    values.begin(at);
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
    values.merge(at, other.values, from);
    points[at] += other.points[from];
    firstOffsets[at] = Math.min(firstOffsets[at], other.firstOffsets[from]);
    lastOffsets[at] = Math.max(lastOffsets[at], other.lastOffsets[from]);
  }

  /** Adds a value to the row that was begun last. */
  public void value(long time, double value) {
    values.value(size - 1, time, value);
  }

  /** Adds that no value was recorded to the row that was begun last. */
  public void noValue(long time) {
    values.noValue(size - 1, time);
  }

  /**
   * Gives the row that was begun last the points of a cumulative counter: the first so many longs,
   * as {@link Counters} wants them.
   */
  public void counter(long[] packed, int longs) {
    values.counters.merge(size - 1, packed, 0, longs);
  }

  /** How many longs all points of counters are. */
  public int counterSize() {
    return values.counters.size();
  }

  /** Gives the row that was begun last the sketch of its values. */
  public void sketch(@Nullable ValueSketch sketch) {
    values.addSketch(size - 1, sketch);
  }

  /** Adds exemplars of a point to the row that was begun last. */
  public void exemplars(@Nullable String json) {
    values.addExemplars(size - 1, json);
  }

  /** Says where a point of the row that was begun last came from. */
  public void origin(long offset) {
    int at = size - 1;
    points[at]++;
    firstOffsets[at] = Math.min(firstOffsets[at], offset);
    lastOffsets[at] = Math.max(lastOffsets[at], offset);
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
    ColumnWriter columns = new ColumnWriter(out);
    columns.longs(series, size);
    columns.longs(overflows, size);
    columns.longs(windows, size);
    columns.booleans(tenSeconds, size);
    values.write(columns, size);
    columns.ints(points, size);
    columns.ints(partitions, size);
    columns.longs(firstOffsets, size);
    columns.longs(lastOffsets, size);
    values.writeEvidence(out, size);
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
    byte[] defined = new byte[ColumnReader.size(in)];
    in.readFully(defined);
    batch.definitions.addAll(SeriesList.decode(defined));
    int size = ColumnReader.size(in);
    batch.size = size;
    boolean former = version < 5;
    ColumnReader columns =
        new ColumnReader(in, former ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    batch.series = columns.longs(size);
    batch.overflows = version < 3 ? new long[size] : columns.longs(size);
    batch.windows = columns.longs(size);
    batch.tenSeconds = columns.booleans(size);
    batch.values = ValueColumns.read(columns, size, former);
    batch.points = columns.ints(size);
    batch.partitions = columns.ints(size);
    batch.firstOffsets = columns.longs(size);
    batch.lastOffsets = columns.longs(size);
    batch.values.readEvidence(in, size, version >= 2, version >= 4);
    return batch;
  }

  private void grow() {
    int capacity = Math.max(FIRST_CAPACITY, size * 2);
    series = Arrays.copyOf(series, capacity);
    overflows = Arrays.copyOf(overflows, capacity);
    windows = Arrays.copyOf(windows, capacity);
    tenSeconds = Arrays.copyOf(tenSeconds, capacity);
    values.resize(capacity);
    points = Arrays.copyOf(points, capacity);
    partitions = Arrays.copyOf(partitions, capacity);
    firstOffsets = Arrays.copyOf(firstOffsets, capacity);
    lastOffsets = Arrays.copyOf(lastOffsets, capacity);
  }
}
