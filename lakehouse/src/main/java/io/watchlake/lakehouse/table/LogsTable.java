package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * A row a log record; {@code ts} and {@code time_unix_nano} are its event time, {@code
 * record_unix_nano} the time the sender gave.
 */
final class LogsTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.LOGS,
          new Columns()
              .eventTime()
              .optional("record_unix_nano", Types.LongType.get())
              .optional("observed_unix_nano", Types.LongType.get())
              .required("severity_number", Types.IntegerType.get())
              .optional("severity_text", Types.StringType.get())
              .optional("body", Types.StringType.get())
              .required("body_is_json", Types.BooleanType.get())
              .optional("event_name", Types.StringType.get())
              .optional("trace_id", Types.FixedType.ofLength(16))
              .optional("span_id", Types.FixedType.ofLength(8))
              .required("flags", Types.LongType.get())
              .attributes("")
              .required("dropped_attributes", Types.LongType.get())
              .resourceAndScope()
              .timeline()
              .origin(),
          List.of("service", Columns.TS),
          Properties.withBloomFilter(
              Properties.withOrigin(
                  Columns.TS,
                  "time_unix_nano",
                  "severity_number",
                  "event_name",
                  "service",
                  "timeline"),
              "trace_id"));

  private LogsTable() {}
}
