package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Points of many messages as growing columns, in the order they came; {@link #drain} gives them by
 * series id, minute and time. Adding a point is a few stores; the order is made once for all, by
 * counting the points of each series.
 */
final class PointBuffer {

  private static final int FIRST_CAPACITY = 4096;

  /** From here on room is made by halves: these are the largest arrays of the job. */
  private static final int LARGE = 1 << 20;

  private static final int WIDTH = 4;
  private static final long IS_LONG = 1L << 32;
  private static final int BATCH_SHIFT = 33;

  /** Takes what belongs together. */
  interface Drain {
    /**
     * All points of a series within a minute, by partition, kind of value and time: those at the
     * positions {@code from} to {@code to}, exclusive, which are good until this returns.
     */
    void minute(Series series, int number, long minute, int from, int to);
  }

  private @Nullable SeriesTable table;
  private String topic = "";
  private String timeline = "";

  private int size;
  private long earliest = Long.MAX_VALUE;
  private int[] numbers = new int[FIRST_CAPACITY];

  /**
   * Of each point, {@link #WIDTH} longs side by side, since they are read together and in another
   * order than they were written: time, bits of the value, start, and {@link #about}.
   */
  private long[] points = new long[FIRST_CAPACITY * WIDTH];

  private final Map<Integer, String> exemplars = new HashMap<>();

  private int batchCount;
  private int[] partitions = new int[64];
  private long[] offsets = new long[64];

  private int[] order = new int[0];
  private int[] ends = new int[0];
  private int[] byId = new int[0];
  private int[] spare = new int[64];

  /** The points of the series that is drained, as {@code points} has them, in order. */
  private long[] gathered = new long[64 * WIDTH];

  /** Where in {@code order} the first of them is. */
  private int gatheredFrom;

  int size() {
    return size;
  }

  /** The earliest time of all points; {@link Long#MAX_VALUE} where there are none. */
  long earliestUnixNano() {
    return earliest;
  }

  /** Whether the batch can be put to the points that are there. */
  boolean takes(PointBatch batch) {
    return size == 0
        || (batch.table() == table
            && batch.topic().equals(topic)
            && batch.timeline().equals(timeline));
  }

  /** Adds all points of a batch that it {@link #takes}. */
  void add(PointBatch batch) {
    if (batch.table() != table) {
      table = batch.table();
      byId = new int[0];
    }
    topic = batch.topic();
    timeline = batch.timeline();
    int of = batchCount++;
    if (of == partitions.length) {
      partitions = Arrays.copyOf(partitions, of * 2);
      offsets = Arrays.copyOf(offsets, of * 2);
    }
    partitions[of] = batch.partition();
    offsets[of] = batch.offset();
    int added = batch.size();
    makeRoom(size + added);
    long least = earliest;
    for (int i = 0; i < added; i++) {
      int at = size + i;
      long time = batch.timeUnixNano(i);
      numbers[at] = batch.series(i);
      int place = at * WIDTH;
      points[place] = time;
      points[place + 1] = batch.bits(i);
      points[place + 2] = batch.startUnixNano(i);
      points[place + 3] = about(of, batch.isLong(i), batch.flags(i));
      least = Math.min(least, time);
    }
    if (batch.hasExemplars()) {
      for (int i = 0; i < added; i++) {
        String json = batch.exemplarsJson(i);
        if (json != null) {
          exemplars.put(size + i, json);
        }
      }
    }
    earliest = least;
    size += added;
  }

  /** The number of a point's batch, whether its value is an integer, and its flags. */
  private static long about(int batch, boolean isLong, int flags) {
    return (long) batch << BATCH_SHIFT | (isLong ? IS_LONG : 0) | (flags & 0xFFFFFFFFL);
  }

  /** Gives all points, and is empty then. */
  void drain(Drain drain) {
    SeriesTable series = table;
    if (series == null || size == 0) {
      return;
    }
    bySeries(series);
    int from = 0;
    for (int number : byId) {
      int to = ends[number];
      if (to > from) {
        drainSeries(series.get(number), number, from, to, drain);
        from = to;
      }
    }
    size = 0;
    batchCount = 0;
    earliest = Long.MAX_VALUE;
    exemplars.clear();
  }

  /** Fills {@code order} with positions by series id, each series' as they came. */
  private void bySeries(SeriesTable series) {
    rank(series);
    int count = series.size();
    if (ends.length < count) {
      ends = new int[Math.max(1024, count * 2)];
    }
    Arrays.fill(ends, 0, count, 0);
    for (int i = 0; i < size; i++) {
      ends[numbers[i]]++;
    }
    int sum = 0;
    for (int number : byId) {
      int points = ends[number];
      ends[number] = sum;
      sum += points;
    }
    if (order.length < size) {
      order = new int[numbers.length];
    }
    for (int i = 0; i < size; i++) {
      order[ends[numbers[i]]++] = i;
    }
  }

  /** Numbers of series by their ids: those that are new are sorted and merged into the others. */
  private void rank(SeriesTable series) {
    int known = byId.length;
    int count = series.size();
    if (known == count) {
      return;
    }
    Integer[] added = new Integer[count - known];
    for (int i = 0; i < added.length; i++) {
      added[i] = known + i;
    }
    Arrays.sort(added, (a, b) -> Long.compare(series.get(a).id(), series.get(b).id()));
    int[] merged = new int[count];
    int old = 0;
    int fresh = 0;
    for (int i = 0; i < count; i++) {
      boolean takeOld =
          fresh == added.length
              || (old < known && series.get(byId[old]).id() <= series.get(added[fresh]).id());
      merged[i] = takeOld ? byId[old++] : added[fresh++];
    }
    byId = merged;
  }

  private void drainSeries(Series series, int number, int from, int to, Drain drain) {
    gather(from, to);
    if (!isInOrder(to - from)) {
      mergeSort(from, to);
      gather(from, to);
    }
    int count = to - from;
    int first = 0;
    long minute = MetricChunk.minuteOf(time(first));
    for (int i = 1; i < count; i++) {
      long time = time(i);
      if (time < minute || time >= minute + MetricChunk.MINUTE_NANOS) {
        drain.minute(series, number, minute, first, i);
        first = i;
        minute = MetricChunk.minuteOf(time);
      }
    }
    drain.minute(series, number, minute, first, count);
  }

  /** Puts the points of a series side by side: they lie apart, and each is looked at often. */
  private void gather(int from, int to) {
    gatheredFrom = from;
    int longs = (to - from) * WIDTH;
    if (gathered.length < longs) {
      gathered = new long[longs * 2];
    }
    int at = 0;
    for (int i = from; i < to; i++) {
      int place = order[i] * WIDTH;
      gathered[at] = points[place];
      gathered[at + 1] = points[place + 1];
      gathered[at + 2] = points[place + 2];
      gathered[at + 3] = points[place + 3];
      at += WIDTH;
    }
  }

  /** Whether the gathered points are by minute, partition, kind of value and time, as most are. */
  private boolean isInOrder(int count) {
    long time = time(0);
    int partition = partition(0);
    boolean isLong = isLong(0);
    for (int i = 1; i < count; i++) {
      long next = time(i);
      if (next < time || partition(i) != partition || isLong(i) != isLong) {
        return false;
      }
      time = next;
    }
    return true;
  }

  private void mergeSort(int from, int to) {
    if (to - from <= 12) {
      for (int i = from + 1; i < to; i++) {
        int moved = order[i];
        int at = i;
        while (at > from && compare(order[at - 1], moved) > 0) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = moved;
      }
      return;
    }
    int middle = (from + to) >>> 1;
    mergeSort(from, middle);
    mergeSort(middle, to);
    int left = middle - from;
    if (spare.length < left) {
      spare = new int[left * 2];
    }
    System.arraycopy(order, from, spare, 0, left);
    int one = 0;
    int other = middle;
    for (int at = from; one < left; at++) {
      order[at] =
          other < to && compare(spare[one], order[other]) > 0 ? order[other++] : spare[one++];
    }
  }

  private int compare(int one, int other) {
    long time = points[one * WIDTH];
    long otherTime = points[other * WIDTH];
    int byMinute = Long.compare(MetricChunk.minuteOf(time), MetricChunk.minuteOf(otherTime));
    if (byMinute != 0) {
      return byMinute;
    }
    long about = points[one * WIDTH + 3];
    long otherAbout = points[other * WIDTH + 3];
    int byPartition =
        Integer.compare(
            partitions[(int) (about >>> BATCH_SHIFT)],
            partitions[(int) (otherAbout >>> BATCH_SHIFT)]);
    if (byPartition != 0) {
      return byPartition;
    }
    int byKind = Long.compare(about & IS_LONG, otherAbout & IS_LONG);
    return byKind != 0 ? byKind : Long.compare(time, otherTime);
  }

  private void makeRoom(int needed) {
    if (needed > numbers.length) {
      int known = numbers.length;
      int capacity = Math.max(needed, known < LARGE ? known * 2 : known + known / 2);
      numbers = Arrays.copyOf(numbers, capacity);
      points = Arrays.copyOf(points, capacity * WIDTH);
    }
  }

  /** What the numbers of series stand for; null before the first point. */
  @Nullable SeriesTable table() {
    return table;
  }

  String topic() {
    return topic;
  }

  String timeline() {
    return timeline;
  }

  // Of the point at a position that a drain was told.

  long time(int position) {
    return gathered[position * WIDTH];
  }

  long start(int position) {
    return gathered[position * WIDTH + 2];
  }

  boolean isLong(int position) {
    return (about(position) & IS_LONG) != 0;
  }

  long bits(int position) {
    return gathered[position * WIDTH + 1];
  }

  double value(int position) {
    long bits = bits(position);
    return isLong(position) ? bits : Double.longBitsToDouble(bits);
  }

  int flags(int position) {
    return (int) about(position);
  }

  int partition(int position) {
    return partitions[(int) (about(position) >>> BATCH_SHIFT)];
  }

  long offset(int position) {
    return offsets[(int) (about(position) >>> BATCH_SHIFT)];
  }

  private long about(int position) {
    return gathered[position * WIDTH + 3];
  }

  /** Exemplars of a point as a JSON array; null where there are none. */
  @Nullable String exemplars(int position) {
    return exemplars.isEmpty() ? null : exemplars.get(order[gatheredFrom + position]);
  }
}
