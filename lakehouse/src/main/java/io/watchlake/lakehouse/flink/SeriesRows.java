package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.Series;
import org.apache.flink.table.data.RowData;

/** Rows of {@link Tables#SERIES}. */
public final class SeriesRows {

  private static final int COLUMNS = LakehouseTables.of(Tables.SERIES).schema().columns().size();

  private SeriesRows() {}

  /**
   * @param timeline the timeline it was seen on
   * @param seenUnixNano event time of a point of the day the row is for, in nanoseconds since the
   *     epoch
   */
  public static RowData row(Series series, String timeline, long seenUnixNano) {
    return new RowBuilder(COLUMNS)
        .value(series.id())
        .timestamp(seenUnixNano)
        .value(series.check())
        .string(series.metric())
        .stringOrNull(series.description())
        .stringOrNull(series.unit())
        .string(series.kind().code())
        .string(series.temporality().code())
        .value(series.monotonic())
        .attributes(series.attributes())
        .resourceAndScope(series.resource(), series.scope())
        .string(timeline)
        .build();
  }
}
