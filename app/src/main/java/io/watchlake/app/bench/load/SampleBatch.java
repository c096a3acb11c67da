package io.watchlake.app.bench.load;

/**
 * What one host sends at a time: one point of each of its series, the points of a metric side by
 * side. Filled anew for each batch, so it is of use until the next one only.
 */
public final class SampleBatch {

  private final int[] slots = new int[Workload.BATCH_POINTS];
  private final int[] generations = new int[Workload.BATCH_POINTS];
  private final long[] starts = new long[Workload.BATCH_POINTS];
  private final long[] values = new long[Workload.BATCH_POINTS];
  private int group;
  private int size;
  private long timeUnixNano;

  void begin(int ofGroup, long atUnixNano) {
    group = ofGroup;
    timeUnixNano = atUnixNano;
    size = 0;
  }

  void add(int slot, int generation, long startUnixNano, long value) {
    slots[size] = slot;
    generations[size] = generation;
    starts[size] = startUnixNano;
    values[size] = value;
    size++;
  }

  /** The host. */
  public int group() {
    return group;
  }

  /** When all points were taken, nanoseconds since the epoch, UTC. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** How many points there are. */
  public int size() {
    return size;
  }

  /** The place of a point's series among the workload's. */
  int slot(int index) {
    return slots[index];
  }

  /** How often the series of this place was replaced. */
  int generation(int index) {
    return generations[index];
  }

  /** Since when a counter counts. */
  long startUnixNano(int index) {
    return starts[index];
  }

  /** A counter's count, or a gauge's value in thousandths. */
  long value(int index) {
    return values[index];
  }

  boolean isCounter(int index) {
    return SeriesText.isCounter(slots[index]);
  }

  /** The value as servers of doubles take it. */
  double asDouble(int index) {
    return isCounter(index) ? values[index] : values[index] / 1_000.0;
  }
}
