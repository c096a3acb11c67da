package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * Windows of metric series: a row a telling, of which the one with the highest {@code revision}
 * holds. {@code ts} is the start of the window.
 */
final class RollupsTable {

  static final TableDefinition MINUTES = definition(Tables.ROLLUPS_1M_LOG);

  static final TableDefinition HOURS = definition(Tables.ROLLUPS_1H_LOG);

  private RollupsTable() {}

  private static TableDefinition definition(String name) {
    return TableDefinition.of(
        name,
        new Columns()
            .required("series", Types.LongType.get())
            .required(Columns.TS, Types.TimestampType.withZone())
            .required("metric", Types.StringType.get())
            .required("service", Types.StringType.get())
            .optional("unit", Types.StringType.get())
            .required("kind", Types.StringType.get())
            .required("count", Types.LongType.get())
            .required("sum", Types.DoubleType.get())
            .optional("min", Types.DoubleType.get())
            .optional("max", Types.DoubleType.get())
            .optional("last", Types.DoubleType.get())
            .optional("last_unix_nano", Types.LongType.get())
            .optional("increase", Types.DoubleType.get())
            .optional("resets", Types.IntegerType.get())
            .required("stale", Types.BooleanType.get())
            .required("revision", Types.IntegerType.get())
            .optionalList("bounds", Types.DoubleType.get())
            .optionalList("bucket_counts", Types.LongType.get())
            .optional("exp_scale", Types.IntegerType.get())
            .optional("exp_zero_count", Types.LongType.get())
            .optional("exp_zero_threshold", Types.DoubleType.get())
            .optional("exp_positive_offset", Types.IntegerType.get())
            .optionalList("exp_positive_counts", Types.LongType.get())
            .optional("exp_negative_offset", Types.IntegerType.get())
            .optionalList("exp_negative_counts", Types.LongType.get())
            .optionalList("quantiles", Types.DoubleType.get())
            .optionalList("quantile_values", Types.DoubleType.get())
            .optional("exemplars_json", Types.StringType.get())
            .timeline()
            .optional("sketch_kind", Types.StringType.get())
            .optional("sketch", Types.BinaryType.get())
            .optional("p50", Types.DoubleType.get())
            .optional("p90", Types.DoubleType.get())
            .optional("p99", Types.DoubleType.get()),
        List.of("metric", "series", Columns.TS),
        Properties.withoutOrigin(
            Columns.TS, "series", "metric", "service", "unit", "kind", "revision", "timeline"));
  }
}
