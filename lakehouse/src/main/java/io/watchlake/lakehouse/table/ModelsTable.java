package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * A row a version of a fitted model; {@code ts} is when it was fitted. A partition is a year:
 * models are few.
 */
final class ModelsTable {

  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type TIME = Types.TimestampType.withZone();

  static final TableDefinition DEFINITION =
      TableDefinition.yearly(
          Tables.MODELS,
          new Columns()
              .required(Columns.TS, TIME)
              .required("service", TEXT)
              .required("version", NUMBER)
              .required("window_from", TIME)
              .required("window_until", TIME)
              .required("vectors", NUMBER)
              .requiredList("signals", TEXT)
              .required("fitted_by", TEXT)
              .required("sha256", TEXT)
              .required("bytes", Types.BinaryType.get()),
          List.of("service", Columns.TS),
          Properties.withoutOrigin(Columns.TS, "service", "version"));

  private ModelsTable() {}
}
