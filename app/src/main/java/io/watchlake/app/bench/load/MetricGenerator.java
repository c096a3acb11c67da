package io.watchlake.app.bench.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The points of a workload, in the order they are sent.
 *
 * <p>Each round, every host sends a batch with one point of each of its series. The order of hosts,
 * of the metrics in a batch and of the points of a metric is another each round. Counters go up by
 * up to twice their own rate, gauges walk between 0 and 100 in thousandths. A replaced series never
 * comes again; the one in its place begins with another label and counts from 0.
 */
public final class MetricGenerator {

  /** Takes batches; each is of use during the call only. */
  public interface BatchHandler {
    /** Takes one. */
    void accept(SampleBatch batch) throws InterruptedException;
  }

  private static final int GAUGE_TOP = 100_000;
  private static final int GAUGE_STEP = 1_000;
  private static final int RATES = 10;
  private static final int NEVER = Integer.MAX_VALUE;

  private final Workload workload;
  private final int[] replacedAt;
  private final long[] values;
  private final long[] starts;
  private final AtomicLong seriesSent = new AtomicLong();
  private final AtomicLong pointsSent = new AtomicLong();

  public MetricGenerator(Workload workload) {
    this.workload = workload;
    this.replacedAt = replacements(workload);
    this.values = new long[workload.series()];
    this.starts = new long[workload.series()];
  }

  /** The round in which the series of each place is replaced. */
  private static int[] replacements(Workload workload) {
    int[] at = new int[workload.series()];
    Arrays.fill(at, NEVER);
    int rounds = workload.rounds();
    int count = rounds < 2 ? 0 : workload.series() / Workload.REPLACED_ONE_IN;
    int[] places = identity(workload.series());
    shuffle(places, places.length, new SplittableRandom(workload.seed()));
    for (int i = 0; i < count; i++) {
      at[places[i]] = 1 + (int) ((long) i * (rounds - 1) / count);
    }
    return at;
  }

  /** How many different series have been sent. */
  public long seriesSent() {
    return seriesSent.get();
  }

  /** How many points have been sent. */
  public long pointsSent() {
    return pointsSent.get();
  }

  /**
   * Makes the batches of every {@code shares}-th host, in order. Each share may have a thread of
   * its own, and every share is run once.
   */
  public void run(int share, int shares, BatchHandler handler) throws InterruptedException {
    SampleBatch batch = new SampleBatch();
    int[] groups = identity(workload.groups());
    int[] metrics = identity(SeriesText.METRICS);
    int[] slots = new int[Workload.BATCH_POINTS / SeriesText.METRICS];
    long left = workload.points();
    for (int round = 0; round < workload.rounds(); round++) {
      Arrays.sort(groups);
      shuffle(groups, groups.length, new SplittableRandom(mixed(round, -1)));
      for (int group : groups) {
        int size = (int) Math.min(left, workload.groupSize(group));
        left -= size;
        if (group % shares == share && size > 0) {
          fill(batch, round, group, size, metrics, slots);
          handler.accept(batch);
          pointsSent.addAndGet(size);
        }
      }
    }
  }

  private void fill(SampleBatch batch, int round, int group, int size, int[] metrics, int[] slots) {
    SplittableRandom random = new SplittableRandom(mixed(round, group));
    int first = group * Workload.BATCH_POINTS;
    int end = first + workload.groupSize(group);
    batch.begin(group, workload.timeUnixNano(round, group));
    Arrays.sort(metrics);
    shuffle(metrics, metrics.length, random);
    for (int metric : metrics) {
      int count = 0;
      for (int slot = first + metric; slot < end; slot += SeriesText.METRICS) {
        slots[count++] = slot;
      }
      shuffle(slots, count, random);
      for (int i = 0; i < count; i++) {
        // Also of those that a batch which is cut short leaves out: a value is the same either way.
        next(slots[i], round, batch.timeUnixNano(), random);
        if (batch.size() < size) {
          add(batch, slots[i], round);
        }
      }
    }
  }

  private void next(int slot, int round, long timeUnixNano, SplittableRandom random) {
    boolean counter = SeriesText.isCounter(slot);
    if (round == 0 || round == replacedAt[slot]) {
      starts[slot] = timeUnixNano - workload.intervalNanos();
      values[slot] = counter ? 0 : random.nextInt(GAUGE_TOP);
    }
    if (counter) {
      values[slot] += random.nextInt(2 << slot % RATES);
    } else {
      int step = random.nextInt(2 * GAUGE_STEP + 1) - GAUGE_STEP;
      values[slot] = Math.min(GAUGE_TOP, Math.max(0, values[slot] + step));
    }
  }

  private void add(SampleBatch batch, int slot, int round) {
    if (round == 0 || round == replacedAt[slot]) {
      seriesSent.incrementAndGet();
    }
    batch.add(slot, round >= replacedAt[slot] ? 1 : 0, starts[slot], values[slot]);
  }

  private long mixed(int round, int group) {
    long mixed =
        workload.seed() * 0x9E3779B97F4A7C15L + ((long) round << 32 | (group & 0xFFFFFFFFL));
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  private static int[] identity(int size) {
    int[] all = new int[size];
    for (int i = 0; i < size; i++) {
      all[i] = i;
    }
    return all;
  }

  private static void shuffle(int[] items, int size, SplittableRandom random) {
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int item = items[i];
      items[i] = items[other];
      items[other] = item;
    }
  }
}
