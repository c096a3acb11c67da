package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.util.FlinkCompatibilityUtil;

/** Flink's types of the tables' rows. */
public final class RowTypes {

  private RowTypes() {}

  /**
   * The row type of a stored table.
   *
   * @param tableName one of {@link io.watchlake.model.Tables#STORED}
   */
  public static RowType rowType(String tableName) {
    return FlinkSchemaUtil.convert(LakehouseTables.of(tableName).schema());
  }

  /**
   * What a stream of a stored table's rows declares, so that its rows are serialised by column.
   *
   * @param tableName one of {@link io.watchlake.model.Tables#STORED}
   */
  public static TypeInformation<RowData> typeInformation(String tableName) {
    return FlinkCompatibilityUtil.toTypeInfo(rowType(tableName));
  }
}
