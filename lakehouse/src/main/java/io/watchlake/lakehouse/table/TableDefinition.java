package io.watchlake.lakehouse.table;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.TypeUtil;

/**
 * A stored table as it is created.
 *
 * @param name {@code namespace.name}
 * @param schema columns, with the field ids that the created table has
 * @param partition {@code day(ts)}
 * @param sortOrder the order of rows within a file once {@code maintain} rewrote it
 * @param properties Iceberg's table properties
 */
public record TableDefinition(
    String name,
    Schema schema,
    PartitionSpec partition,
    SortOrder sortOrder,
    Map<String, String> properties) {

  static TableDefinition of(
      String name, Columns columns, List<String> sortColumns, Map<String, String> properties) {
    Schema schema = numbered(columns);
    return of(
        name,
        schema,
        PartitionSpec.builderFor(schema).day(Columns.TS).build(),
        sortColumns,
        properties);
  }

  /** For few rows of many years. */
  static TableDefinition yearly(
      String name, Columns columns, List<String> sortColumns, Map<String, String> properties) {
    Schema schema = numbered(columns);
    return of(
        name,
        schema,
        PartitionSpec.builderFor(schema).year(Columns.TS).build(),
        sortColumns,
        properties);
  }

  /** Iceberg renumbers the fields of a new table; numbered the same way here, ours are its own. */
  private static Schema numbered(Columns columns) {
    return TypeUtil.assignFreshIds(columns.build(), new AtomicInteger()::incrementAndGet);
  }

  private static TableDefinition of(
      String name,
      Schema schema,
      PartitionSpec partition,
      List<String> sortColumns,
      Map<String, String> properties) {
    SortOrder.Builder sortOrder = SortOrder.builderFor(schema);
    sortColumns.forEach(sortOrder::asc);
    return new TableDefinition(name, schema, partition, sortOrder.build(), Map.copyOf(properties));
  }
}
