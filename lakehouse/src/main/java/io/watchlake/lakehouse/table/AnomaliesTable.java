package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** A row a telling of an anomaly; {@code ts} is when it was so, the end of the window. */
final class AnomaliesTable {

  private static final Type TEXT = Types.StringType.get();
  private static final Type FRACTION = Types.DoubleType.get();

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.ANOMALIES_LOG,
          new Columns()
              .eventTime()
              .required("id", TEXT)
              .required("service", TEXT)
              .required("series", Types.LongType.get())
              .required("metric", TEXT)
              .required("unit", TEXT)
              .required("labels", TEXT)
              .required("resolution", TEXT)
              .required("statistic", TEXT)
              .optional("value", FRACTION)
              .required("score", FRACTION)
              .required("confidence", FRACTION)
              .required("strength", FRACTION)
              .required("lowered", Types.LongType.get())
              .required("threshold", FRACTION)
              .required("expectation", TEXT)
              .optional("measure", FRACTION)
              .optional("usual", FRACTION)
              .required("words", TEXT)
              .required("model", TEXT)
              .required("revision", Types.LongType.get())
              .timeline(),
          List.of("service", Columns.TS),
          Properties.withoutOrigin(
              Columns.TS, "time_unix_nano", "service", "series", "metric", "revision", "timeline"));

  private AnomaliesTable() {}
}
