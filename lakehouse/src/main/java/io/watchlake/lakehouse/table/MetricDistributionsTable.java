package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;
import org.apache.iceberg.types.Types;

/**
 * A row a histogram, exponential histogram or summary point. Counts are unsigned 64 bits kept in
 * signed ones. Columns that begin with {@code exp_} are set for exponential histograms alone.
 */
final class MetricDistributionsTable {

  static final TableDefinition DEFINITION =
      TableDefinition.of(
          Tables.METRIC_DISTRIBUTIONS,
          new Columns()
              .required("series", Types.LongType.get())
              .eventTime()
              .optional("start_unix_nano", Types.LongType.get())
              .required("metric", Types.StringType.get())
              .required("service", Types.StringType.get())
              .optional("unit", Types.StringType.get())
              .required("kind", Types.StringType.get())
              .required("temporality", Types.StringType.get())
              .required("flags", Types.LongType.get())
              .required("count", Types.LongType.get())
              .optional("sum", Types.DoubleType.get())
              .optional("min", Types.DoubleType.get())
              .optional("max", Types.DoubleType.get())
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
              .origin(),
          List.of("series", Columns.TS),
          Properties.withOrigin(
              Columns.TS,
              "time_unix_nano",
              "series",
              "metric",
              "service",
              "unit",
              "kind",
              "timeline"));

  private MetricDistributionsTable() {}
}
