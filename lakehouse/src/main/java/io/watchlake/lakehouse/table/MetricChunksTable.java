package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * Number points of a series and minute, which {@code ts} is the start of. The values are in {@code
 * long_values} where they are integers. Doubles that are decimal fractions of {@code decimals}
 * digits are in {@code scaled_values}, as integers: value = scaled value / 10^decimals, rounded as
 * IEEE 754 says, to the bit. Any others are in {@code values}, which is empty otherwise.
 */
final class MetricChunksTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.METRIC_CHUNKS,
          new Columns()
              .required("series", Types.LongType.get())
              .required(Columns.TS, Types.TimestampType.withZone())
              .required("metric", Types.StringType.get())
              .required("service", Types.StringType.get())
              .optional("unit", Types.StringType.get())
              .required("kind", Types.StringType.get())
              .required("temporality", Types.StringType.get())
              .required("monotonic", Types.BooleanType.get())
              .requiredList("times", Types.LongType.get())
              .requiredList("values", Types.DoubleType.get())
              .optionalList("long_values", Types.LongType.get())
              .optionalList("start_times", Types.LongType.get())
              .optionalList("flags", Types.IntegerType.get())
              .optionalListOfOptional("exemplars", Types.StringType.get())
              .required("point_count", Types.IntegerType.get())
              .timeline()
              .originRange()
              .optional("decimals", Types.IntegerType.get())
              .optionalList("scaled_values", Types.LongType.get()),
          List.of("metric", "series", Columns.TS),
          Properties.withOriginRange(
              Columns.TS, "series", "metric", "service", "unit", "kind", "timeline"));

  private MetricChunksTable() {}
}
