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
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of rollups, and of {@link Tables#METRIC_LATE}. */
public final class RollupRows {

  private static final int COLUMNS =
      LakehouseTables.of(Tables.ROLLUPS_1M_LOG).schema().columns().size();

  private static final int LATE_COLUMNS =
      LakehouseTables.of(Tables.METRIC_LATE).schema().columns().size();

  private static final int EXPONENTIAL_COLUMNS = 7;

  private static final double[] QUANTILES = {0.5, 0.9, 0.99};
  private static final int SKETCH_COLUMNS = 2 + QUANTILES.length;

  private RollupRows() {}

  /** Of a window of a minute or an hour. */
  public static RowData row(Rollup rollup) {
    Series series = rollup.series();
    Rollup.Increase increase = rollup.increase();
    RowBuilder row =
        new RowBuilder(COLUMNS)
            .value(series.id())
            .timestamp(rollup.windowUnixNano())
            .repeated(series.metric())
            .repeated(series.resource().service())
            .repeatedOrNull(series.unit())
            .repeated(series.kind().code());
    values(row, rollup)
        .value(increase == null ? null : increase.value())
        .value(increase == null ? null : increase.resets())
        .value(rollup.stale())
        .value(rollup.revision());
    distribution(row, rollup.distribution());
    row.nullableString(rollup.exemplarsJson()).repeated(rollup.timeline());
    return sketch(row, rollup.sketch()).build();
  }

  private static RowBuilder sketch(RowBuilder row, Rollup.@Nullable Sketch sketch) {
    if (sketch == null) {
      for (int column = 0; column < SKETCH_COLUMNS; column++) {
        row.value(null);
      }
      return row;
    }
    row.repeated(sketch.kind()).value(sketch.bytes());
    for (double quantile : QUANTILES) {
      OptionalDouble value = ValueSketch.quantile(sketch, quantile);
      row.value(value.isPresent() ? value.getAsDouble() : null);
    }
    return row;
  }

  /** Of points that came too late. */
  public static RowData lateRow(LateRollup late) {
    Rollup rollup = late.rollup();
    RowBuilder row =
        new RowBuilder(LATE_COLUMNS)
            .value(rollup.series().id())
            .timestamp(rollup.windowUnixNano())
            .repeated(rollup.resolution().code())
            .stringOrNull(rollup.series().metric())
            .repeated(rollup.series().resource().service());
    return values(row, rollup)
        .value(late.points())
        .repeated(rollup.timeline())
        .value(
            GenericRowData.of(
                RepeatedText.of(late.topic()),
                late.partition(),
                late.offsetFirst(),
                late.offsetLast()))
        .build();
  }

  private static RowBuilder values(RowBuilder row, Rollup rollup) {
    return row.value(rollup.count())
        .value(rollup.sum())
        .value(orNull(rollup.min()))
        .value(orNull(rollup.max()))
        .value(orNull(rollup.last()))
        .longOrNull(rollup.lastUnixNano());
  }

  private static void distribution(RowBuilder row, @Nullable Distribution distribution) {
    Distribution.Buckets buckets =
        distribution instanceof Distribution.Buckets explicit ? explicit : null;
    row.value(buckets == null ? null : RowBuilder.arrayOrNull(buckets.bounds()))
        .value(buckets == null ? null : RowBuilder.arrayOrNull(buckets.counts()));
    if (distribution instanceof DistributionPoint.Exponential exponential) {
      row.value(exponential.scale())
          .value(exponential.zeroCount())
          .value(exponential.zeroThreshold())
          .value(exponential.positiveOffset())
          .value(RowBuilder.arrayOrNull(exponential.positiveCounts()))
          .value(exponential.negativeOffset())
          .value(RowBuilder.arrayOrNull(exponential.negativeCounts()));
    } else {
      for (int column = 0; column < EXPONENTIAL_COLUMNS; column++) {
        row.value(null);
      }
    }
    Distribution.Quantiles quantiles =
        distribution instanceof Distribution.Quantiles summary ? summary : null;
    row.value(quantiles == null ? null : RowBuilder.arrayOrNull(quantiles.quantiles()))
        .value(quantiles == null ? null : RowBuilder.arrayOrNull(quantiles.values()));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
