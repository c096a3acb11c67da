package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * Points that came after the window they belong to was final: a row what was seen of a series,
 * window and topic partition at a time. The points themselves are in the chunks.
 */
final class MetricLateTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.METRIC_LATE,
          new Columns()
              .required("series", Types.LongType.get())
              .required(Columns.TS, Types.TimestampType.withZone())
              .required("resolution", Types.StringType.get())
              .optional("metric", Types.StringType.get())
              .required("service", Types.StringType.get())
              .required("count", Types.LongType.get())
              .required("sum", Types.DoubleType.get())
              .optional("min", Types.DoubleType.get())
              .optional("max", Types.DoubleType.get())
              .optional("last", Types.DoubleType.get())
              .optional("last_unix_nano", Types.LongType.get())
              .required("point_count", Types.IntegerType.get())
              .timeline()
              .originRange(),
          List.of("series", Columns.TS),
          Properties.withOriginRange(Columns.TS, "series", "metric", "service", "timeline"));

  private MetricLateTable() {}
}
