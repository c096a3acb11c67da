package io.watchlake.jobs.stage.rollup;

import io.watchlake.connectors.otlp.codec.OverflowSeries;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is beyond a limit, put together by the series that stands for it: as many rows as there are
 * such series, windows and partitions, however many series are behind them.
 */
public final class OverflowRows {

  private record Key(long series, long window, boolean tenSeconds, int partition) {}

  private record Place(PartialBatch batch, int row) {}

  private final SeriesLimit limit;
  private final OverflowSeries overflows = new OverflowSeries();
  private final Map<Integer, PartialBatch> batches = new HashMap<>();
  private final Map<Key, Place> rows = new HashMap<>();
  private final List<Series> undefined = new ArrayList<>();
  private final Set<Long> defined = new HashSet<>();
  private String topic = "";
  private String timeline = "";
  private long points;

  /** Of a limit, and empty. */
  public OverflowRows(SeriesLimit limit) {
    this.limit = limit;
  }

  SeriesLimit limit() {
    return limit;
  }

  /** Notes what stands for a series that is beyond the limit, by its names. */
  void define(Series beyond) {
    Series overflow = overflows.of(beyond);
    if (defined.add(overflow.id())) {
      undefined.add(overflow);
    }
  }

  /** Adds a row of a series that is beyond the limit. */
  void add(PartialBatch from, int row) {
    topic = from.topic();
    timeline = from.timeline();
    points += from.points[row];
    Place place =
        rows.computeIfAbsent(
            new Key(
                from.overflows[row], from.windows[row], from.tenSeconds[row], from.partitions[row]),
            this::begun);
    place.batch.merge(place.row, from, row);
  }

  private Place begun(Key key) {
    PartialBatch batch = batch(key.series);
    batch.begin(key.series, key.window, key.tenSeconds, key.partition);
    return new Place(batch, batch.size() - 1);
  }

  private PartialBatch batch(long series) {
    return batches.computeIfAbsent(
        Rollup.bucketOf(series), bucket -> new PartialBatch(bucket, topic, timeline));
  }

  /** How many points the rows that were added since the last {@link #take} hold. */
  public long points() {
    return points;
  }

  /** Takes out all that was added, a batch a bucket. */
  public List<PartialBatch> take() {
    if (rows.isEmpty()) {
      return List.of();
    }
    for (Series series : undefined) {
      batch(series.id()).define(SeriesBytes.of(series));
    }
    List<PartialBatch> taken = List.copyOf(batches.values());
    batches.clear();
    rows.clear();
    undefined.clear();
    defined.clear();
    points = 0;
    return taken;
  }
}
