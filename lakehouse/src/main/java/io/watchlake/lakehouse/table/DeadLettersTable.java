package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * A row a record that became no other row; {@code ts} is its arrival, {@code topic} the base name
 * of the topic it arrived in.
 */
final class DeadLettersTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.DEAD_LETTERS,
          new Columns()
              .required(Columns.TS, Types.TimestampType.withZone())
              .required("topic", Types.StringType.get())
              .required("reason", Types.StringType.get())
              .required("detail", Types.StringType.get())
              .required("length", Types.IntegerType.get())
              .required("sha256", Types.StringType.get())
              .timeline()
              .origin(),
          List.of("topic", Columns.TS),
          Properties.withOrigin(Columns.TS, "topic", "reason", "length", "timeline"));

  private DeadLettersTable() {}
}
