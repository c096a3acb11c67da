package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Series;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows of {@link Tables#METRIC_DISTRIBUTIONS}. */
public final class DistributionRows {

  private static final int COLUMNS =
      LakehouseTables.of(Tables.METRIC_DISTRIBUTIONS).schema().columns().size();

  private static final int EXPONENTIAL_COLUMNS = 7;

  private DistributionRows() {}

  public static RowData row(DistributionPoint point) {
    Series series = point.series();
    RowBuilder row =
        new RowBuilder(COLUMNS)
            .value(series.id())
            .eventTime(point.timeUnixNano())
            .longOrNull(point.startUnixNano())
            .string(series.metric())
            .string(series.resource().service())
            .stringOrNull(series.unit())
            .string(series.kind().code())
            .string(series.temporality().code())
            .unsigned(point.flags())
            .value(point.count())
            .value(point.sum())
            .value(point.min())
            .value(point.max())
            .value(RowBuilder.arrayOrNull(point.bounds()))
            .value(RowBuilder.arrayOrNull(point.bucketCounts()));
    exponential(row, point.exponential());
    return row.value(RowBuilder.arrayOrNull(point.quantiles()))
        .value(RowBuilder.arrayOrNull(point.quantileValues()))
        .nullableString(point.exemplarsJson())
        .string(point.timeline())
        .origin(point.origin())
        .build();
  }

  private static void exponential(RowBuilder row, DistributionPoint.@Nullable Exponential buckets) {
    if (buckets == null) {
      for (int column = 0; column < EXPONENTIAL_COLUMNS; column++) {
        row.value(null);
      }
      return;
    }
    row.value(buckets.scale())
        .value(buckets.zeroCount())
        .value(buckets.zeroThreshold())
        .value(buckets.positiveOffset())
        .value(RowBuilder.arrayOrNull(buckets.positiveCounts()))
        .value(buckets.negativeOffset())
        .value(RowBuilder.arrayOrNull(buckets.negativeCounts()));
  }
}
