package io.watchlake.jobs.stage.cardinality;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Series;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers which series were seen, to tell of many at once. What is gathered is no state: it is told
 * before each checkpoint, and telling it twice changes nothing. Not for several threads.
 */
public final class SketchBuffer {

  private record Key(String timeline, String metric, long hour) {}

  private static final class Gathered {
    final MetricSketch sketch = new MetricSketch();

    /** Attributes of resources, which many series share. */
    final Set<Attributes> shared = Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private final Map<Key, Gathered> metrics = new LinkedHashMap<>();

  public SketchBuffer() {}

  /** The hour a time falls into, hours since the epoch. */
  public static long hourOf(long unixNano) {
    return Math.floorDiv(unixNano, Resolution.HOUR.nanos());
  }

  /** Notes that a series was seen; more than once an hour changes nothing. */
  public void add(String timeline, Series series, long unixNano) {
    Gathered gathered =
        metrics.computeIfAbsent(
            new Key(timeline, series.metric(), hourOf(unixNano)), key -> new Gathered());
    gathered.sketch.add(series);
    Attributes shared = series.resource().attributes();
    if (gathered.shared.add(shared)) {
      gathered.sketch.add(shared);
    }
  }

  /** Gives all that was gathered, and is empty then. */
  public void drain(Consumer<SeriesSketch> out) {
    metrics.forEach(
        (key, gathered) ->
            out.accept(
                new SeriesSketch(
                    key.timeline,
                    key.metric,
                    key.hour,
                    gathered.sketch.seriesBytes(),
                    gathered.sketch.labelBytes())));
    metrics.clear();
  }
}
