package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.otlp.codec.Exemplars;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the values of series, as columns: a row a series and window. Whose rows they are
 * is told beside them.
 */
final class ValueColumns {

  /** How many exemplars a window of numbers keeps: that of the largest value. */
  private static final int MAX_EXEMPLARS = 1;

  long[] counts;
  double[] sums;
  double[] mins;
  double[] maxs;
  double[] lasts;
  long[] lastTimes;
  CounterColumn counters;

  /** When no value was recorded last, 0 for never; null as long as that is so of all rows. */
  private long @Nullable [] staleTimes;

  /** Null as long as no row has any; a sketch is replaced and never changed. */
  private @Nullable ValueSketch @Nullable [] sketches;

  /** Null as long as no row has any; of each row one JSON array. */
  private @Nullable String @Nullable [] exemplars;

  /**
   * Columns whose rows are still to begin.
   *
   * @param capacity for how many rows there is room
   * @param counterCapacity for how many longs of points of counters
   */
  ValueColumns(int capacity, int counterCapacity) {
    counts = new long[capacity];
    sums = new double[capacity];
    mins = new double[capacity];
    maxs = new double[capacity];
    lasts = new double[capacity];
    lastTimes = new long[capacity];
    counters = new CounterColumn(capacity, counterCapacity);
  }

  private ValueColumns(ValueColumns other) {
    counts = other.counts.clone();
    sums = other.sums.clone();
    mins = other.mins.clone();
    maxs = other.maxs.clone();
    lasts = other.lasts.clone();
    lastTimes = other.lastTimes.clone();
    staleTimes = other.staleTimes == null ? null : other.staleTimes.clone();
    counters = other.counters.copy();
    sketches = other.sketches == null ? null : other.sketches.clone();
    exemplars = other.exemplars == null ? null : other.exemplars.clone();
  }

  /** Columns that share nothing that is changed. */
  ValueColumns copy() {
    return new ValueColumns(this);
  }

  void resize(int capacity) {
    counts = Arrays.copyOf(counts, capacity);
    sums = Arrays.copyOf(sums, capacity);
    mins = Arrays.copyOf(mins, capacity);
    maxs = Arrays.copyOf(maxs, capacity);
    lasts = Arrays.copyOf(lasts, capacity);
    lastTimes = Arrays.copyOf(lastTimes, capacity);
    staleTimes = staleTimes == null ? null : Arrays.copyOf(staleTimes, capacity);
    counters.resize(capacity);
  }

  /** Begins a row, which had none before, without values. */
  void begin(int row) {
    counts[row] = 0;
    sums[row] = 0;
    mins[row] = Double.NaN;
    maxs[row] = Double.NaN;
    lasts[row] = Double.NaN;
    lastTimes[row] = 0;
    if (staleTimes != null) {
      staleTimes[row] = 0;
    }
  }

  /** Adds a value to a row. */
  void value(int row, long time, double value) {
    boolean first = counts[row]++ == 0;
    mins[row] = first ? value : Math.min(mins[row], value);
    maxs[row] = first ? value : Math.max(maxs[row], value);
    sums[row] += value;
    last(row, time, value);
  }

  /** Adds to a row that no value was recorded. */
  void noValue(int row, long time) {
    if (time > 0) {
      if (staleTimes == null) {
        staleTimes = new long[counts.length];
      }
      staleTimes[row] = Math.max(staleTimes[row], time);
    }
  }

  /** Adds what a row of others says to a row, but for the points of a counter. */
  void merge(int row, ValueColumns other, int from) {
    if (other.counts[from] > 0) {
      boolean first = counts[row] == 0;
      mins[row] = first ? other.mins[from] : Math.min(mins[row], other.mins[from]);
      maxs[row] = first ? other.maxs[from] : Math.max(maxs[row], other.maxs[from]);
      counts[row] += other.counts[from];
      sums[row] += other.sums[from];
      last(row, other.lastTimes[from], other.lasts[from]);
    }
    noValue(row, other.staleTime(from));
    addSketch(row, other.sketch(from));
    addExemplars(row, other.exemplars(from));
  }

  /** Of two values of one time the larger is the newer, so that their order does not matter. */
  private void last(int row, long time, double value) {
    if (time > lastTimes[row]
        || (time == lastTimes[row] && !(Double.compare(value, lasts[row]) <= 0))) {
      lastTimes[row] = time;
      lasts[row] = value;
    }
  }

  /** Whether the newest that was said of a row is that no value was recorded. */
  boolean isStale(int row) {
    return staleTime(row) > lastTimes[row];
  }

  private long staleTime(int row) {
    return staleTimes == null ? 0 : staleTimes[row];
  }

  /** The sketch of a row's values; null where none was asked for. */
  @Nullable ValueSketch sketch(int row) {
    return SketchColumn.get(sketches, row);
  }

  /** Adds values by their sketch. */
  void addSketch(int row, @Nullable ValueSketch sketch) {
    if (sketch != null) {
      sketches =
          SketchColumn.with(sketches, row, ValueSketch.sum(sketch(row), sketch), counts.length);
    }
  }

  /** Exemplars of a row as a JSON array; null where there are none. */
  @Nullable String exemplars(int row) {
    return TextColumn.get(exemplars, row);
  }

  /** Adds exemplars, of which the few best are kept. */
  void addExemplars(int row, @Nullable String json) {
    if (json != null) {
      exemplars =
          TextColumn.with(
              exemplars,
              row,
              Exemplars.largest(exemplars(row), json, MAX_EXEMPLARS),
              counts.length);
    }
  }

  /**
   * A row as the window of a series.
   *
   * @param windowUnixNano start of the window, nanoseconds since the epoch, UTC
   */
  Rollup rollup(
      int row,
      String timeline,
      Series series,
      Resolution resolution,
      long windowUnixNano,
      int revision,
      Rollup.@Nullable Increase increase,
      Rollup.@Nullable Sketch sketch) {
    return new Rollup(
        timeline,
        series,
        resolution,
        windowUnixNano,
        revision,
        counts[row],
        sums[row],
        mins[row],
        maxs[row],
        lasts[row],
        lastTimes[row],
        isStale(row),
        increase,
        null,
        sketch,
        exemplars(row));
  }

  /** Writes the first rows but for {@link #writeEvidence}. */
  void write(ColumnWriter out, int size) throws IOException {
    out.longs(counts, size);
    out.doubles(sums, size);
    out.doubles(mins, size);
    out.doubles(maxs, size);
    out.doubles(lasts, size);
    out.longs(lastTimes, size);
    out.longsOrZeros(staleTimes, size);
    counters.write(out, size);
  }

  /** Writes sketches and exemplars of the first rows. */
  void writeEvidence(DataOutput out, int size) throws IOException {
    SketchColumn.write(out, sketches, size);
    TextColumn.write(out, exemplars, size);
  }

  /**
   * What {@link #write} wrote.
   *
   * @param former whether it is of a build that wrote each row's counters by themselves
   */
  static ValueColumns read(ColumnReader in, int size, boolean former) throws IOException {
    ValueColumns columns = new ValueColumns(0, 0);
    columns.counts = in.longs(size);
    columns.sums = in.doubles(size);
    columns.mins = in.doubles(size);
    columns.maxs = in.doubles(size);
    columns.lasts = in.doubles(size);
    columns.lastTimes = in.longs(size);
    columns.staleTimes = former ? in.longs(size) : in.longsOrZeros(size);
    columns.counters = former ? CounterColumn.readLists(in, size) : CounterColumn.read(in, size);
    return columns;
  }

  /**
   * Reads what {@link #writeEvidence} wrote.
   *
   * @throws IllegalArgumentException where a sketch is damaged
   */
  void readEvidence(DataInput in, int size, boolean hasSketches, boolean hasExemplars)
      throws IOException {
    sketches = hasSketches ? SketchColumn.read(in, size) : null;
    exemplars = hasExemplars ? TextColumn.read(in, size) : null;
  }
}
