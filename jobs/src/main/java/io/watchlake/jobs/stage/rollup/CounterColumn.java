package io.watchlake.jobs.stage.rollup;

import io.watchlake.model.telemetry.Rollup.Increase;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The points of cumulative counters of many rows, each row's as {@link Counters} packs them. All of
 * them lie in one array: an array a row would be a million objects for whoever collects garbage.
 */
final class CounterColumn {

  private static final int FIRST_CAPACITY = 64;

  /** Where the points of each row begin, and how many longs they are. */
  private int[] starts;

  private int[] lengths;

  private long[] points;

  /** How many longs are written, and how many of them rows still have. */
  private int used;

  private int live;

  /** Whether a copy has the same points: they are copied before more are written. */
  private boolean shared;

  private CounterColumn(int[] starts, int[] lengths, long[] points) {
    this.starts = starts;
    this.lengths = lengths;
    this.points = points;
  }

  /**
   * A column without points.
   *
   * @param rows how many rows it has room for
   * @param longs how many longs of points
   */
  CounterColumn(int rows, int longs) {
    this(new int[rows], new int[rows], longs == 0 ? Counters.NONE : new long[longs]);
  }

  /** How many longs all points are. */
  int size() {
    return live;
  }

  /** Makes room for so many rows, those that are new without points. */
  void resize(int rows) {
    starts = Arrays.copyOf(starts, rows);
    lengths = Arrays.copyOf(lengths, rows);
  }

  /** Whether a row has points. */
  boolean has(int row) {
    return lengths[row] > 0;
  }

  /** The newest point of a row; none where there is none. */
  long[] last(int row) {
    int end = starts[row] + lengths[row];
    return has(row) ? Arrays.copyOfRange(points, end - Counters.WIDTH, end) : Counters.NONE;
  }

  /**
   * How much a row's counter grew.
   *
   * @param before the newest point before the window; none where nothing is known
   * @param windowUnixNano start of the window
   */
  Increase increase(long[] before, int row, long windowUnixNano) {
    return Counters.increase(
        before, points, starts[row], starts[row] + lengths[row], windowUnixNano);
  }

  /** Gives back the room that is not used: most windows get no more points once they are told. */
  void trim() {
    if (points.length - live > live / 4) {
      points = packed(live, starts.length, starts);
      used = live;
      shared = false;
    }
  }

  /** Adds the points of a row of another column to a row. */
  void merge(int row, CounterColumn other, int from) {
    merge(row, other.points, other.starts[from], other.lengths[from]);
  }

  /** Adds points, sorted and each there once, to a row. */
  void merge(int row, long[] more, int from, int length) {
    if (length == 0) {
      return;
    }
    int before = lengths[row];
    makeRoom(before + length);
    if (before > 0
        && starts[row] + before == used
        && Counters.compare(points, used - Counters.WIDTH, more, from) < 0) {
      System.arraycopy(more, from, points, used, length);
      lengths[row] = before + length;
      used += length;
      live += length;
      return;
    }
    int merged = Counters.merge(points, starts[row], before, more, from, length, points, used);
    starts[row] = used;
    lengths[row] = merged;
    used += merged;
    live += merged - before;
  }

  /** Makes room for more points, in an array that is no other's. */
  private void makeRoom(int more) {
    if (!shared && used + more <= points.length) {
      return;
    }
    int capacity = Math.max(FIRST_CAPACITY, Math.addExact(live, more) + (live + more) / 2);
    if (used == live) {
      points = Arrays.copyOf(points, capacity);
    } else {
      points = packed(capacity, starts.length, starts);
      used = live;
    }
    shared = false;
  }

  /**
   * The points of the first rows without those that no row has any more.
   *
   * @param moved where they are from then on; null for nobody wants to know
   */
  private long[] packed(int capacity, int rows, int @Nullable [] moved) {
    long[] packed = new long[capacity];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(points, starts[row], packed, at, lengths[row]);
      if (moved != null) {
        moved[row] = at;
      }
      at += lengths[row];
    }
    return packed;
  }

  /** A column of its own; what both have is copied when one of them gets more. */
  CounterColumn copy() {
    shared = true;
    CounterColumn copy = new CounterColumn(starts.clone(), lengths.clone(), points);
    copy.used = used;
    copy.live = live;
    copy.shared = true;
    return copy;
  }

  /** Writes the first rows, which are all that have points. */
  void write(ColumnWriter out, int rows) throws IOException {
    out.ints(lengths, rows);
    out.longs(isPacked(rows) ? points : packed(live, rows, null), live);
  }

  private boolean isPacked(int rows) {
    int at = 0;
    for (int row = 0; row < rows; row++) {
      if (lengths[row] > 0 && starts[row] != at) {
        return false;
      }
      at += lengths[row];
    }
    return true;
  }

  /** What {@link #write} wrote. */
  static CounterColumn read(ColumnReader in, int rows) throws IOException {
    int[] lengths = in.ints(rows);
    int[] starts = new int[lengths.length];
    long size = 0;
    for (int row = 0; row < rows; row++) {
      starts[row] = (int) size;
      size += lengths[row];
      if (lengths[row] < 0 || lengths[row] % Counters.WIDTH != 0 || size > Integer.MAX_VALUE) {
        throw new IOException("counters of an impossible size: the bytes are damaged");
      }
    }
    CounterColumn column = new CounterColumn(starts, lengths, in.longs((int) size));
    column.used = (int) size;
    column.live = (int) size;
    return column;
  }

  /** The points of rows as they were written formerly, each row's by themselves. */
  static CounterColumn readLists(ColumnReader in, int rows) throws IOException {
    long[][] lists = in.lists(rows);
    CounterColumn column = new CounterColumn(rows, 0);
    for (int row = 0; row < rows; row++) {
      column.merge(row, lists[row], 0, lists[row].length);
    }
    return column;
  }
}
