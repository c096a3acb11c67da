package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesList;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.model.number.LongNumbers;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one bucket's series, and how far they have been told.
 *
 * <p>A window of 10 s or 1 min is told when time has passed its end, and told again with a higher
 * revision when points come within the allowed lateness. After that it is final: it becomes part of
 * its hour, which is told once, when its last minute is final. What is told does not depend on the
 * order in which points came within the lateness, but for the rounding of sums.
 *
 * <p>Times are nanoseconds since the epoch; {@code now} is the event time that has passed.
 */
public final class RollupBucket {

  /** Of what {@link #write} writes. */
  public static final int VERSION = 4;

  /** How long after its last window a series is remembered. */
  static final long KEEP_NANOS = 2 * Resolution.HOUR.nanos();

  int slots;
  SeriesBytes[] definitions = new SeriesBytes[16];
  long[] seen = new long[16];
  long[][] minuteBefore = new long[16][];
  long[][] tenSecondsBefore = new long[16][];
  final NavigableMap<Long, WindowTable> minutes = new TreeMap<>();
  final NavigableMap<Long, WindowTable> tenSeconds = new TreeMap<>();
  final NavigableMap<Long, WindowTable> hours = new TreeMap<>();

  /** Slots by the ids of series. */
  private LongNumbers slotOf = new LongNumbers();

  private @Nullable Series[] names = new Series[16];
  private SeriesPool pool = new SeriesPool();

  /**
   * How many series of each metric are remembered and had not been silent for too long when they
   * were counted; null where they were not.
   */
  private @Nullable Map<String, Integer> seriesByMetric;

  private long countedAt;

  /** Whether nothing is remembered. */
  public boolean isEmpty() {
    return slots == 0;
  }

  /** How many series are remembered. */
  public int series() {
    return slots;
  }

  /** Shares with others what many series have in common. */
  public void share(SeriesPool common) {
    pool = common;
  }

  /** Takes what was seen of any number of series, and tells what it corrects. */
  public void add(PartialBatch batch, long now, long lateness, RollupOutput out) {
    add(batch, now, lateness, null, out);
  }

  /**
   * Takes what was seen, and tells what it corrects.
   *
   * @param overflow the limit and takes what is beyond it; null for no limit. A series is within
   *     the limit or beyond it when it is defined, and once within, for as long as it is
   *     remembered.
   */
  public void add(
      PartialBatch batch,
      long now,
      long lateness,
      @Nullable OverflowRows overflow,
      RollupOutput out) {
    for (SeriesBytes definition : batch.definitions()) {
      if (overflow == null) {
        define(definition);
      } else {
        admit(definition, now, overflow);
      }
    }
    String timeline = batch.timeline();
    boolean corrects = false;
    for (int i = 0; i < batch.size(); i++) {
      boolean isTenSeconds = batch.tenSeconds[i];
      Resolution resolution = isTenSeconds ? Resolution.TEN_SECONDS : Resolution.MINUTE;
      long window = batch.windows[i];
      long end = window + resolution.nanos();
      int slot = slotOf.find(batch.series[i]);
      if (slot < 0 && overflow != null && batch.overflows[i] != 0) {
        overflow.add(batch, i);
        continue;
      }
      if (slot < 0 || end + lateness <= now) {
        if (slot >= 0) {
          // Who sees its points goes on without defining it again.
          seen[slot] = Math.max(seen[slot], window);
        }
        out.late(late(batch, i, resolution, slot));
        continue;
      }
      NavigableMap<Long, WindowTable> tier = isTenSeconds ? tenSeconds : minutes;
      WindowTable table = tier.get(window);
      if (table == null) {
        table =
            tier.isEmpty()
                ? new WindowTable(window)
                : WindowTable.like(tier.lastEntry().getValue(), window);
        tier.put(window, table);
        out.wake(end);
        out.wake(end + lateness);
        long hourEnd = Resolution.HOUR.windowOf(window) + Resolution.HOUR.nanos();
        out.wake(hourEnd + lateness);
        out.wake(hourEnd + KEEP_NANOS);
      }
      table = own(tier, table);
      table.add(slot, batch, i);
      seen[slot] = Math.max(seen[slot], window);
      if (end <= now) {
        corrects = true;
        if (isCumulative(slot)) {
          markNext(tier, window, slot);
        }
      }
    }
    if (corrects) {
      tellClosed(minutes, Resolution.MINUTE, timeline, now, out);
      tellClosed(tenSeconds, Resolution.TEN_SECONDS, timeline, now, out);
    }
  }

  /** Tells what is closed, lets go what is final, and forgets series that are silent. */
  public void advance(String timeline, long now, long lateness, RollupOutput out) {
    tellClosed(tenSeconds, Resolution.TEN_SECONDS, timeline, now, out);
    tellClosed(minutes, Resolution.MINUTE, timeline, now, out);
    for (WindowTable table : taken(tenSeconds, Resolution.TEN_SECONDS, now - lateness)) {
      remember(table, tenSecondsBefore);
    }
    for (WindowTable table : taken(minutes, Resolution.MINUTE, now - lateness)) {
      remember(table, minuteBefore);
      WindowTable hour =
          own(
              hours,
              hours.computeIfAbsent(Resolution.HOUR.windowOf(table.window), WindowTable::new));
      for (int row = 0; row < table.size; row++) {
        hour.add(table, row);
      }
    }
    for (WindowTable table : taken(hours, Resolution.HOUR, now - lateness)) {
      // It is nobody's any more, but a copy may have it.
      table = table.owned();
      for (int row = 0; row < table.size; row++) {
        tell(table, row, Resolution.HOUR, timeline, out);
      }
    }
    forget(now);
  }

  private static List<WindowTable> taken(
      NavigableMap<Long, WindowTable> tier, Resolution resolution, long endsBy) {
    List<WindowTable> taken = new ArrayList<>();
    while (!tier.isEmpty() && tier.firstKey() + resolution.nanos() <= endsBy) {
      taken.add(tier.pollFirstEntry().getValue());
    }
    return taken;
  }

  private static void remember(WindowTable table, long[][] before) {
    for (int row = 0; row < table.size; row++) {
      if (table.values.counters.has(row)) {
        before[table.slots[row]] = table.values.counters.last(row);
      }
    }
  }

  private void tellClosed(
      NavigableMap<Long, WindowTable> tier,
      Resolution resolution,
      String timeline,
      long now,
      RollupOutput out) {
    List<WindowTable> earlier = new ArrayList<>(tier.size());
    for (Map.Entry<Long, WindowTable> entry : tier.entrySet()) {
      WindowTable table = entry.getValue();
      if (table.window + resolution.nanos() > now) {
        return;
      }
      if (table.hasChanges()) {
        table = table.owned();
        entry.setValue(table);
        for (int row = 0; table.hasChanges() && row < table.size; row++) {
          if (table.isChanged(row)) {
            grow(earlier, table, row, resolution);
            tell(table, row, resolution, timeline, out);
          }
        }
        table.values.counters.trim();
      }
      earlier.add(table);
    }
  }

  /**
   * Says how much a counter grew.
   *
   * @param earlier the windows before, the last one last
   */
  private void grow(List<WindowTable> earlier, WindowTable table, int row, Resolution resolution) {
    int slot = table.slots[row];
    Series series = names(slot);
    if (!isCounter(series)) {
      return;
    }
    if (series.temporality() != Temporality.CUMULATIVE) {
      table.increases[row] = table.values.sums[row];
      return;
    }
    long[][] carried = resolution == Resolution.MINUTE ? minuteBefore : tenSecondsBefore;
    long[] before = carried[slot];
    for (int i = earlier.size() - 1; i >= 0; i--) {
      WindowTable last = earlier.get(i);
      int found = last.find(slot);
      if (found >= 0 && last.values.counters.has(found)) {
        before = last.values.counters.last(found);
        break;
      }
    }
    Rollup.Increase increase = table.values.counters.increase(before, row, table.window);
    table.increases[row] = increase.value();
    table.resets[row] = increase.resets();
  }

  /** The window after a changed one counts from another point now. */
  private static void markNext(NavigableMap<Long, WindowTable> tier, long window, int slot) {
    for (Map.Entry<Long, WindowTable> entry : tier.tailMap(window, false).entrySet()) {
      WindowTable later = entry.getValue();
      int row = later.find(slot);
      if (row >= 0) {
        later = later.owned();
        entry.setValue(later);
        later.change(row);
        if (later.values.counters.has(row)) {
          return;
        }
      }
    }
  }

  private void tell(
      WindowTable table, int row, Resolution resolution, String timeline, RollupOutput out) {
    int slot = table.slots[row];
    Series series = names(slot);
    table.told(row);
    ValueSketch sketch = table.values.sketch(row);
    out.told(
        definitions[slot],
        table.values.rollup(
            row,
            timeline,
            series,
            resolution,
            table.window,
            table.revisions[row]++,
            isCounter(series) ? new Rollup.Increase(table.increases[row], table.resets[row]) : null,
            sketch == null ? null : sketch.told()));
  }

  private LateRollup late(PartialBatch batch, int i, Resolution resolution, int slot) {
    return new LateRollup(
        batch.topic(),
        batch.partitions[i],
        batch.firstOffsets[i],
        batch.lastOffsets[i],
        batch.points[i],
        batch.values.rollup(
            i,
            batch.timeline(),
            slot < 0 ? LateNames.unknown(batch.series[i]) : names(slot),
            resolution,
            batch.windows[i],
            0,
            null,
            null));
  }

  private boolean isCumulative(int slot) {
    Series series = names(slot);
    return isCounter(series) && series.temporality() == Temporality.CUMULATIVE;
  }

  private static boolean isCounter(Series series) {
    return series.kind() == MetricKind.SUM && series.monotonic();
  }

  private Series names(int slot) {
    Series known = names[slot];
    if (known == null) {
      known = pool.names(definitions[slot]);
      names[slot] = known;
    }
    return known;
  }

  /** Gives a series a slot where it has none and there is one. */
  private void admit(SeriesBytes definition, long now, OverflowRows overflow) {
    if (slotOf.find(definition.id()) >= 0) {
      return;
    }
    Map<String, Integer> counts = seriesByMetric;
    if (counts == null || now - countedAt >= Resolution.MINUTE.nanos()) {
      counts = new HashMap<>();
      for (int slot = 0; slot < slots; slot++) {
        if (seen[slot] + KEEP_NANOS > now) {
          counts.merge(names(slot).metric(), 1, Integer::sum);
        }
      }
      seriesByMetric = counts;
      countedAt = now;
    }
    Series series = pool.names(definition);
    if (counts.getOrDefault(series.metric(), 0) >= overflow.limit().ofBucket()) {
      overflow.define(series);
      return;
    }
    counts.merge(series.metric(), 1, Integer::sum);
    define(definition);
  }

  /** Gives a series a slot where it has none. */
  void define(SeriesBytes definition) {
    if (slotOf.find(definition.id()) >= 0) {
      return;
    }
    if (slots == definitions.length) {
      int capacity = slots * 2;
      definitions = Arrays.copyOf(definitions, capacity);
      seen = Arrays.copyOf(seen, capacity);
      minuteBefore = Arrays.copyOf(minuteBefore, capacity);
      tenSecondsBefore = Arrays.copyOf(tenSecondsBefore, capacity);
      names = Arrays.copyOf(names, capacity);
    }
    int slot = slotOf.number(definition.id());
    slots++;
    definitions[slot] = pool.shared(definition);
    seen[slot] = Long.MIN_VALUE;
    minuteBefore[slot] = Counters.NONE;
    tenSecondsBefore[slot] = Counters.NONE;
    names[slot] = null;
  }

  private void forget(long now) {
    int[] to = new int[slots];
    int kept = 0;
    for (int slot = 0; slot < slots; slot++) {
      to[slot] = seen[slot] + KEEP_NANOS > now ? kept++ : -1;
    }
    // Moving all of them for a few would cost more than it gives back.
    if (kept == slots || (kept > 0 && slots - kept < slots / 8)) {
      return;
    }
    slotOf.clear();
    for (int slot = 0; slot < to.length; slot++) {
      int moved = to[slot];
      if (moved >= 0) {
        definitions[moved] = definitions[slot];
        seen[moved] = seen[slot];
        minuteBefore[moved] = minuteBefore[slot];
        tenSecondsBefore[moved] = tenSecondsBefore[slot];
        names[moved] = names[slot];
        var unused = slotOf.number(definitions[moved].id());
      }
    }
    slots = kept;
    minutes.replaceAll((window, table) -> table.moved(to));
    tenSeconds.replaceAll((window, table) -> table.moved(to));
    hours.replaceAll((window, table) -> table.moved(to));
  }

  /** The window of a tier that can be changed: one that a copy of the bucket has too is copied. */
  private static WindowTable own(NavigableMap<Long, WindowTable> tier, WindowTable table) {
    WindowTable owned = table.owned();
    if (owned != table) {
      tier.put(table.window, owned);
    }
    return owned;
  }

  /** A bucket that shares nothing that is changed. */
  public RollupBucket copy() {
    RollupBucket copy = new RollupBucket();
    copy.pool = pool;
    copy.slots = slots;
    copy.definitions = definitions.clone();
    copy.seen = seen.clone();
    copy.minuteBefore = minuteBefore.clone();
    copy.tenSecondsBefore = tenSecondsBefore.clone();
    copy.names = names.clone();
    copy.seriesByMetric = seriesByMetric == null ? null : new HashMap<>(seriesByMetric);
    copy.countedAt = countedAt;
    copy.slotOf = slotOf.copy();
    minutes.forEach((window, table) -> copy.minutes.put(window, table.share()));
    tenSeconds.forEach((window, table) -> copy.tenSeconds.put(window, table.share()));
    hours.forEach((window, table) -> copy.hours.put(window, table.share()));
    return copy;
  }

  /** Writes all of it; what reads it back is {@link #read}. */
  public void write(DataOutput out) throws IOException {
    byte[] defined = SeriesList.encode(Arrays.asList(definitions).subList(0, slots));
    out.writeInt(defined.length);
    out.write(defined);
    ColumnWriter columns = new ColumnWriter(out);
    columns.longs(seen, slots);
    columns.lists(minuteBefore, slots);
    columns.lists(tenSecondsBefore, slots);
    write(out, columns, minutes);
    write(out, columns, tenSeconds);
    write(out, columns, hours);
  }

  private static void write(
      DataOutput out, ColumnWriter columns, NavigableMap<Long, WindowTable> tier)
      throws IOException {
    out.writeInt(tier.size());
    for (WindowTable table : tier.values()) {
      table.write(out, columns);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @param version {@link #VERSION}; 3 has values the highest byte first and the counters of each
   *     row by themselves, 2 is without exemplars, 1 without sketches too
   * @throws IllegalArgumentException where the definitions or a sketch are damaged
   */
  public static RollupBucket read(int version, DataInput in) throws IOException {
    RollupBucket bucket = new RollupBucket();
    byte[] defined = new byte[ColumnReader.size(in)];
    in.readFully(defined);
    SeriesList.decode(defined).forEach(bucket::define);
    int slots = bucket.slots;
    ColumnReader columns =
        new ColumnReader(in, version < 4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    long[] seen = columns.longs(slots);
    long[][] minuteBefore = columns.lists(slots);
    long[][] tenSecondsBefore = columns.lists(slots);
    System.arraycopy(seen, 0, bucket.seen, 0, slots);
    System.arraycopy(minuteBefore, 0, bucket.minuteBefore, 0, slots);
    System.arraycopy(tenSecondsBefore, 0, bucket.tenSecondsBefore, 0, slots);
    read(version, in, slots, bucket.minutes);
    read(version, in, slots, bucket.tenSeconds);
    read(version, in, slots, bucket.hours);
    return bucket;
  }

  private static void read(
      int version, DataInput in, int slots, NavigableMap<Long, WindowTable> tier)
      throws IOException {
    for (int i = ColumnReader.size(in); i > 0; i--) {
      WindowTable table = WindowTable.read(version, in, slots);
      tier.put(table.window, table);
    }
  }
}
