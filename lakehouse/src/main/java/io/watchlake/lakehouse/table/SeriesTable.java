package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * What a series id stands for: a row a series, day and timeline, written when the series is first
 * seen there; {@code ts} is that day's first point. After a restart there may be another.
 */
final class SeriesTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.SERIES,
          new Columns()
              .required("series", Types.LongType.get())
              .required(Columns.TS, Types.TimestampType.withZone())
              .required("check_hash", Types.LongType.get())
              .required("metric", Types.StringType.get())
              .optional("description", Types.StringType.get())
              .optional("unit", Types.StringType.get())
              .required("kind", Types.StringType.get())
              .required("temporality", Types.StringType.get())
              .required("monotonic", Types.BooleanType.get())
              .attributes("")
              .resourceAndScope()
              .timeline(),
          List.of("series", Columns.TS),
          Properties.withoutOrigin(
              Columns.TS, "series", "metric", "service", "unit", "kind", "timeline"));

  private SeriesTable() {}
}
