package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.sketch.ValueSketch;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of rollups, and of {@link Tables#METRIC_LATE}. */
public final class RollupRows {

  /** What becomes of a window of a minute or an hour. */
  public static final RowShape<Rollup> SHAPE =
      new RowShape<>(
          RollupRows::write,
          Rollup::windowUnixNano,
          new Encodings(
              Set.of("sum", "min", "max", "last", "increase", "exemplars_json"), Set.of()));

  private static final int COLUMNS =
      LakehouseTables.of(Tables.ROLLUPS_1M_LOG).schema().columns().size();

  private static final int LATE_COLUMNS =
      LakehouseTables.of(Tables.METRIC_LATE).schema().columns().size();

  private static final int BUCKET_COLUMNS = 2;
  private static final int EXPONENTIAL_COLUMNS = 7;
  private static final int SUMMARY_COLUMNS = 2;

  private static final double[] QUANTILES = {0.5, 0.9, 0.99};
  private static final int SKETCH_COLUMNS = 2 + QUANTILES.length;

  private RollupRows() {}

  /** Of a window of a minute or an hour. */
  public static RowData row(Rollup rollup) {
    RowBuilder row = new RowBuilder(COLUMNS);
    write(rollup, row);
    return row.build();
  }

  private static void write(Rollup rollup, Cells cells) {
    Series series = rollup.series();
    cells
        .value(series.id())
        .timestamp(rollup.windowUnixNano())
        .repeated(series.metric())
        .repeated(series.resource().service())
        .repeatedOrNone(series.unit())
        .repeated(series.kind().code());
    values(rollup, cells);
    Rollup.Increase increase = rollup.increase();
    if (increase == null) {
      cells.none(2);
    } else {
      cells.value(increase.value()).value(increase.resets());
    }
    cells.value(rollup.stale()).value(rollup.revision());
    distribution(rollup.distribution(), cells);
    cells.textOrNone(rollup.exemplarsJson()).repeated(rollup.timeline());
    sketch(rollup.sketch(), cells);
  }

  private static void sketch(Rollup.@Nullable Sketch sketch, Cells cells) {
    if (sketch == null) {
      cells.none(SKETCH_COLUMNS);
      return;
    }
    cells.repeated(sketch.kind()).bytes(sketch.bytes());
    for (double quantile : QUANTILES) {
      OptionalDouble value = ValueSketch.quantile(sketch, quantile);
      if (value.isPresent()) {
        cells.value(value.getAsDouble());
      } else {
        cells.none();
      }
    }
  }

  /** Of points that came too late. */
  public static RowData lateRow(LateRollup late) {
    Rollup rollup = late.rollup();
    RowBuilder row = new RowBuilder(LATE_COLUMNS);
    row.value(rollup.series().id())
        .timestamp(rollup.windowUnixNano())
        .repeated(rollup.resolution().code())
        .repeatedOrNone(rollup.series().metric())
        .repeated(rollup.series().resource().service());
    values(rollup, row);
    row.value(late.points())
        .repeated(rollup.timeline())
        .originRange(late.topic(), late.partition(), late.offsetFirst(), late.offsetLast());
    return row.build();
  }

  private static void values(Rollup rollup, Cells cells) {
    cells
        .value(rollup.count())
        .value(rollup.sum())
        .valueOrNone(rollup.min())
        .valueOrNone(rollup.max())
        .valueOrNone(rollup.last())
        .valueOrNone(rollup.lastUnixNano());
  }

  private static void distribution(@Nullable Distribution distribution, Cells cells) {
    if (distribution instanceof Distribution.Buckets buckets) {
      cells.listOrNone(buckets.bounds()).listOrNone(buckets.counts());
    } else {
      cells.none(BUCKET_COLUMNS);
    }
    if (distribution instanceof DistributionPoint.Exponential exponential) {
      cells
          .value(exponential.scale())
          .value(exponential.zeroCount())
          .value(exponential.zeroThreshold())
          .value(exponential.positiveOffset())
          .listOrNone(exponential.positiveCounts())
          .value(exponential.negativeOffset())
          .listOrNone(exponential.negativeCounts());
    } else {
      cells.none(EXPONENTIAL_COLUMNS);
    }
    if (distribution instanceof Distribution.Quantiles summary) {
      cells.listOrNone(summary.quantiles()).listOrNone(summary.values());
    } else {
      cells.none(SUMMARY_COLUMNS);
    }
  }
}
