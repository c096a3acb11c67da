package io.watchlake.jobs.stage.compute;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.jobs.stage.type.SeriesSighting;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The same as {@link SightSeries} for batches: tells of each series when it is seen for the first
 * time on a day, and takes points of a series whose id already stands for another one out, as dead
 * letters. What it knows of a series lies at the series' number, so that a point that tells nothing
 * new costs a comparison.
 */
public final class SightBatches extends ProcessFunction<PointBatch, PointBatch> {

  private static final long serialVersionUID = 1L;

  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** At about 40 bytes each. */
  private static final int CAPACITY = 400_000;

  private transient SeenSeries seen;
  private transient @Nullable SeriesTable table;

  /** Start of the event day a series was seen on last; {@link Long#MIN_VALUE} for none. */
  private transient long[] days;

  private transient boolean[] colliding;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public SightBatches() {}

  @Override
  public void open(OpenContext context) {
    seen = new SeenSeries(CAPACITY);
    days = new long[0];
    colliding = new boolean[0];
    getRuntimeContext().getMetricGroup().gauge("knownSeries", () -> seen.size());
  }

  @Override
  public void processElement(PointBatch batch, Context context, Collector<PointBatch> out) {
    if (batch.table() != table) {
      table = batch.table();
      Arrays.fill(days, Long.MIN_VALUE);
      Arrays.fill(colliding, false);
    }
    makeRoom(batch.table().size());
    boolean collisions = false;
    for (int i = 0; i < batch.size(); i++) {
      int series = batch.series(i);
      long sinceMidnight = batch.timeUnixNano(i) - days[series];
      if (sinceMidnight < 0 || sinceMidnight >= NANOS_PER_DAY) {
        see(batch, i, context);
      }
      collisions |= colliding[series];
    }
    if (collisions) {
      batch.removeIf(
          i -> {
            boolean collides = colliding[batch.series(i)];
            if (collides) {
              context.output(
                  SightSeries.COLLISIONS,
                  SightSeries.collision(
                      batch.origin(i),
                      batch.timeline(),
                      batch.timeUnixNano(i),
                      batch.table().get(batch.series(i))));
            }
            return collides;
          });
    }
    if (batch.size() > 0) {
      out.collect(batch);
    }
  }

  private void see(PointBatch batch, int i, Context context) {
    int number = batch.series(i);
    var series = batch.table().get(number);
    long time = batch.timeUnixNano(i);
    switch (seen.see(series, time)) {
      case NEW ->
          context.output(SightSeries.SIGHTINGS, new SeriesSighting(batch.timeline(), time, series));
      case KNOWN -> {}
      case COLLISION -> colliding[number] = true;
    }
    days[number] = Math.floorDiv(time, NANOS_PER_DAY) * NANOS_PER_DAY;
  }

  private void makeRoom(int size) {
    if (size > days.length) {
      int known = days.length;
      days = Arrays.copyOf(days, Math.max(1024, size * 2));
      Arrays.fill(days, known, days.length, Long.MIN_VALUE);
      colliding = Arrays.copyOf(colliding, days.length);
    }
  }
}
