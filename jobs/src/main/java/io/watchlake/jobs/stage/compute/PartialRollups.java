package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.OverflowSeries;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.cardinality.SketchBuffer;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.jobs.stage.rollup.Counters;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.SeriesSelection;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates points of a buffer by series and window as the buffer is drained, a batch a bucket.
 * Remembers which series it has defined to those who merge, and defines them again after a silence,
 * since series that are silent are forgotten there, and once an hour, since one that was beyond the
 * limit of its metric may be within it by then. Each definition is a sighting of the series in its
 * hour, too, which is told as a sketch.
 */
final class PartialRollups {

  /** Much shorter than what the merging side keeps. */
  private static final long DEFINED_AGAIN_NANOS = Resolution.HOUR.nanos() / 2;

  /** The flag of a point without a value. */
  private static final int NO_RECORDED_VALUE = 1;

  private static final byte UNKNOWN = 0;
  private static final byte KNOWN = 1;
  private static final byte TEN_SECONDS = 2;
  private static final byte SKETCH = 4;

  /** Somebody asks for other series than when this was decided. */
  private static final byte OUTDATED = 8;

  private final SeriesSelection ofTenSeconds;
  private final SeriesSelection ofSketches;
  private final PartialBatch[] batches = new PartialBatch[Rollup.BUCKETS];

  /** How many rows the last batch of each bucket had: the next will have about as many. */
  private final int[] sizes = new int[Rollup.BUCKETS];

  private final int[] counterSizes = new int[Rollup.BUCKETS];

  /** Points of the row that is filled. */
  private long[] packed = new long[64 * Counters.WIDTH];

  private @Nullable SeriesTable table;

  /** The last window told of a series; {@link Long#MIN_VALUE} where none was. */
  private long[] told = new long[0];

  private byte[] selected = new byte[0];

  /**
   * From which minute on a series has windows of 10 s: whoever asks does not get windows of which
   * points were let go before.
   */
  private long[] tenSecondsFrom = new long[0];

  private Subscriptions asked = new Subscriptions(List.of(), CustomMetrics.NONE);

  /** The series that stands for each one beyond the limit; of use where {@code selected} is. */
  private long[] overflows = new long[0];

  private final OverflowSeries overflow = new OverflowSeries();
  private final SketchBuffer sightings = new SketchBuffer();

  PartialRollups(SeriesSelection ofTenSeconds, SeriesSelection ofSketches) {
    this.ofTenSeconds = ofTenSeconds;
    this.ofSketches = ofSketches;
  }

  /** Says which series are asked for from now on, beside those that always are. */
  void ask(Subscriptions now) {
    if (now != asked) {
      asked = now;
      for (int number = 0; number < selected.length; number++) {
        selected[number] |= OUTDATED;
      }
    }
  }

  /** Prepares for a drain of a buffer whose series have numbers of {@code of}. */
  void begin(SeriesTable of) {
    if (of != table) {
      table = of;
      Arrays.fill(told, Long.MIN_VALUE);
      Arrays.fill(selected, UNKNOWN);
    }
    int known = told.length;
    if (of.size() > known) {
      told = Arrays.copyOf(told, Math.max(1024, of.size() * 2));
      Arrays.fill(told, known, told.length, Long.MIN_VALUE);
      selected = Arrays.copyOf(selected, told.length);
      overflows = Arrays.copyOf(overflows, told.length);
      tenSecondsFrom = Arrays.copyOf(tenSecondsFrom, told.length);
    }
  }

  /** Aggregates points of a series and minute. */
  void minute(PointBuffer points, Series series, int number, long minute, int from, int to) {
    byte asksFor = asked(series, number);
    PartialBatch batch = batch(points, series, number, minute);
    boolean cumulative =
        series.kind() == MetricKind.SUM
            && series.monotonic()
            && series.temporality() == Temporality.CUMULATIVE;
    int first = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || points.partition(i) != points.partition(first)) {
        batch.begin(series.id(), minute, false, points.partition(first));
        batch.overflow(overflows[number]);
        add(batch, points, first, i, cumulative);
        if ((asksFor & SKETCH) != 0) {
          batch.sketch(sketch(points, first, i));
        }
        if ((asksFor & TEN_SECONDS) != 0 && minute >= tenSecondsFrom[number]) {
          tenSeconds(batch, points, series, number, first, i, cumulative);
        }
        first = i;
      }
    }
  }

  private void tenSeconds(
      PartialBatch batch,
      PointBuffer points,
      Series series,
      int number,
      int from,
      int to,
      boolean cumulative) {
    int first = from;
    for (int i = from + 1; i <= to; i++) {
      long window = Resolution.TEN_SECONDS.windowOf(points.time(first));
      if (i == to || Resolution.TEN_SECONDS.windowOf(points.time(i)) != window) {
        batch.begin(series.id(), window, true, points.partition(first));
        batch.overflow(overflows[number]);
        add(batch, points, first, i, cumulative);
        first = i;
      }
    }
  }

  private void add(PartialBatch batch, PointBuffer points, int from, int to, boolean cumulative) {
    if (cumulative && packed.length < (to - from) * Counters.WIDTH) {
      packed = new long[(to - from) * Counters.WIDTH * 2];
    }
    int size = 0;
    for (int i = from; i < to; i++) {
      batch.origin(points.offset(i));
      if ((points.flags(i) & NO_RECORDED_VALUE) != 0) {
        batch.noValue(points.time(i));
        continue;
      }
      batch.exemplars(points.exemplars(i));
      double value = points.value(i);
      batch.value(points.time(i), value);
      if (cumulative) {
        packed[size] = points.time(i);
        packed[size + 1] = Double.doubleToRawLongBits(value);
        packed[size + 2] = points.start(i);
        size += Counters.WIDTH;
      }
    }
    if (Counters.isSorted(packed, size)) {
      batch.counter(packed, size);
    } else {
      long[] sorted = Counters.sorted(packed, size);
      batch.counter(sorted, sorted.length);
    }
  }

  private PartialBatch batch(PointBuffer points, Series series, int number, long minute) {
    int bucket = Rollup.bucketOf(series.id());
    PartialBatch batch = batches[bucket];
    if (batch == null) {
      int capacity = sizes[bucket] + sizes[bucket] / 8;
      int longs = counterSizes[bucket] + counterSizes[bucket] / 8;
      batch = new PartialBatch(bucket, points.topic(), points.timeline(), capacity, longs);
      batches[bucket] = batch;
    }
    long last = told[number];
    if (last == Long.MIN_VALUE
        || Math.abs(minute - last) > DEFINED_AGAIN_NANOS
        || turn(series, minute) != turn(series, last)) {
      batch.define(SeriesBytes.of(series));
      sightings.add(points.timeline(), series, minute);
    }
    told[number] = minute;
    return batch;
  }

  /** Which hour it is for a series: hours begin at another minute for each, to spread the work. */
  private static long turn(Series series, long minute) {
    long begins = (series.id() & 63) * Resolution.MINUTE.nanos();
    return Math.floorDiv(minute + begins, Resolution.HOUR.nanos());
  }

  private static @Nullable ValueSketch sketch(PointBuffer points, int from, int to) {
    ValueSketch.Builder sketch = new ValueSketch.Builder();
    for (int i = from; i < to; i++) {
      if ((points.flags(i) & NO_RECORDED_VALUE) == 0) {
        sketch.add(points.value(i));
      }
    }
    return sketch.build();
  }

  /** What is asked for of a series beside its minutes. */
  private byte asked(Series series, int number) {
    byte before = selected[number];
    if (before == UNKNOWN || (before & OUTDATED) != 0) {
      boolean always = ofTenSeconds.contains(series);
      boolean tenSeconds = always || !asked.of(series, Resolution.TEN_SECONDS).isEmpty();
      byte now =
          (byte)
              (KNOWN | (tenSeconds ? TEN_SECONDS : 0) | (ofSketches.contains(series) ? SKETCH : 0));
      if (tenSeconds && (before & TEN_SECONDS) == 0) {
        boolean begun = !always && told[number] != Long.MIN_VALUE;
        tenSecondsFrom[number] = begun ? told[number] + Resolution.MINUTE.nanos() : Long.MIN_VALUE;
      }
      overflows[number] = overflow.of(series).id();
      selected[number] = now;
    }
    return selected[number];
  }

  /** Gives all batches, and which series were defined in them. */
  void end(Consumer<PartialBatch> out, Consumer<SeriesSketch> sketches) {
    for (int bucket = 0; bucket < batches.length; bucket++) {
      PartialBatch batch = batches[bucket];
      if (batch != null) {
        sizes[bucket] = batch.size();
        counterSizes[bucket] = batch.counterSize();
        out.accept(batch);
      }
    }
    Arrays.fill(batches, null);
    sightings.drain(sketches);
  }
}
