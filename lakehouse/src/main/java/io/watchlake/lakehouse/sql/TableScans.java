package io.watchlake.lakehouse.sql;

import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlException.Reason;
import io.watchlake.lakehouse.table.LakehouseTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StaticTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Plans which files a query reads. Tables stay loaded: a refresh asks the catalog for the location
 * of the newest metadata and reads it only where it has changed.
 */
final class TableScans {

  private final Lakehouse lakehouse;
  private final Map<String, Table> loaded = new ConcurrentHashMap<>();

  TableScans(Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /**
   * What is read of a table.
   *
   * @param snapshotId the pinned snapshot; null for a table without any
   * @param files paths on this machine
   * @param columnsAdded whether older files may lack columns
   */
  record Plan(
      String table,
      Schema schema,
      @Nullable Long snapshotId,
      List<String> files,
      boolean columnsAdded) {}

  /**
   * @param prunings what each reference to the table asks for
   * @throws SqlException if DuckDB would not read the files rightly
   */
  Plan plan(String name, List<Pruning> prunings) {
    Table table = pinned(name);
    if (table == null) {
      return new Plan(name, LakehouseTables.of(name).schema(), null, List.of(), false);
    }
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return new Plan(name, table.schema(), null, List.of(), false);
    }
    refuseChangedColumns(name, table);
    Expression filter =
        prunings.stream()
            .map(pruning -> pruning.toExpression(table.schema()))
            .reduce(Expressions::or)
            .orElse(Expressions.alwaysTrue());
    List<String> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).filter(filter).planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new SqlException(
              Reason.REFUSED,
              name
                  + " has delete files, which interactive SQL cannot apply: run 'maintain', or use"
                  + " Flink SQL");
        }
        files.add(localPath(task.file().location()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Plan(name, table.schema(), snapshot.snapshotId(), files, table.schemas().size() > 1);
  }

  /** The table as it is now, unchanged by whatever is committed later; null where it is missing. */
  private @Nullable Table pinned(String name) {
    try {
      Table table =
          loaded.computeIfAbsent(
              name, key -> lakehouse.catalog().loadTable(TableIdentifier.parse(key)));
      synchronized (table) {
        table.refresh();
        TableMetadata metadata = ((BaseTable) table).operations().current();
        return new BaseTable(new StaticTableOperations(metadata, table.io()), name);
      }
    } catch (NoSuchTableException e) {
      loaded.remove(name);
      return null;
    }
  }

  /** DuckDB finds columns by name; Iceberg by id. The two must not differ. */
  private static void refuseChangedColumns(String name, Table table) {
    for (Schema old : table.schemas().values()) {
      for (Types.NestedField field : old.columns()) {
        Types.NestedField sameName = table.schema().findField(field.name());
        Types.NestedField sameId = table.schema().findField(field.fieldId());
        boolean renamed =
            (sameId != null && !sameId.name().equals(field.name()))
                || (sameName != null && sameName.fieldId() != field.fieldId());
        boolean retyped = sameId != null && !sameId.type().equals(field.type());
        if (renamed || retyped) {
          throw new SqlException(
              Reason.REFUSED,
              "column '"
                  + field.name()
                  + "' of "
                  + name
                  + " was renamed, replaced or changed its type, and interactive SQL finds columns"
                  + " by name: use Flink SQL");
        }
      }
    }
  }

  static String localPath(String location) {
    if (location.startsWith("/")) {
      return location;
    }
    if (location.startsWith("file:")) {
      String path = location.substring("file:".length());
      return path.startsWith("///") ? path.substring(2) : path;
    }
    throw new SqlException(
        Reason.REFUSED,
        "interactive SQL reads files of this machine, and "
            + location
            + " is elsewhere: use Flink SQL");
  }
}
