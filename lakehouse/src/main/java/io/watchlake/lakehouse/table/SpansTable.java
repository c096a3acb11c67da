package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/** A row a span; {@code ts} is its start. */
final class SpansTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.SPANS,
          new Columns()
              .eventTime()
              .optional("end_unix_nano", Types.LongType.get())
              .optional("duration_nano", Types.LongType.get())
              .required("trace_id", Types.FixedType.ofLength(16))
              .required("span_id", Types.FixedType.ofLength(8))
              .optional("parent_span_id", Types.FixedType.ofLength(8))
              .optional("trace_state", Types.StringType.get())
              .required("flags", Types.LongType.get())
              .required("name", Types.StringType.get())
              .required("kind", Types.StringType.get())
              .required("status", Types.StringType.get())
              .optional("status_message", Types.StringType.get())
              .attributes("")
              .required("dropped_attributes", Types.LongType.get())
              .optional("events_json", Types.StringType.get())
              .required("dropped_events", Types.LongType.get())
              .optional("links_json", Types.StringType.get())
              .required("dropped_links", Types.LongType.get())
              .resourceAndScope()
              .timeline()
              .origin(),
          List.of("service", Columns.TS),
          Properties.withBloomFilter(
              Properties.withOrigin(
                  Columns.TS,
                  "time_unix_nano",
                  "duration_nano",
                  "service",
                  "name",
                  "kind",
                  "status",
                  "timeline"),
              "trace_id"));

  private SpansTable() {}
}
