package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The tables of alerting. A partition is a year, as in delivery: alerts are few. */
final class AlertTables {

  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type FRACTION = Types.DoubleType.get();
  private static final Type FLAG = Types.BooleanType.get();
  private static final Type TIME = Types.TimestampType.withZone();

  /** A row a change of an alert; {@code ts} is when it became so. */
  static final TableDefinition ALERTS =
      TableDefinition.yearly(
          Tables.ALERTS_LOG,
          new Columns()
              .required(Columns.TS, TIME)
              .required("id", TEXT)
              .required("fingerprint", TEXT)
              .required("rule", TEXT)
              .required("version", NUMBER)
              .required("shadow", FLAG)
              .required("status", TEXT)
              .required("since", TIME)
              .optional("value", FRACTION)
              .optional("threshold", FRACTION)
              .required("severity", TEXT)
              .required("service", TEXT)
              .required("labels", TEXT)
              .required("annotations", TEXT)
              .required("channels", TEXT)
              .required("evidence", TEXT)
              .required("revision", NUMBER)
              .timeline(),
          List.of("rule", Columns.TS),
          Properties.withoutOrigin(
              Columns.TS, "rule", "status", "severity", "service", "revision", "timeline"));

  private AlertTables() {}
}
