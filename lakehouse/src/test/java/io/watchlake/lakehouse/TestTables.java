package io.watchlake.lakehouse;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.RowTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.TaskWriter;

/** Writes rows to tables the way a Flink writer does, without a job, and reads them back. */
public final class TestTables {

  private TestTables() {}

  /** Appends rows in one commit: a file a day partition. */
  public static void append(Lakehouse lakehouse, String tableName, List<RowData> rows) {
    Table table = lakehouse.table(tableName);
    RowDataTaskWriterFactory factory =
        new RowDataTaskWriterFactory(
            table,
            RowTypes.rowType(tableName),
            128L << 20,
            FileFormat.PARQUET,
            table.properties(),
            List.of(),
            false);
    factory.initialize(0, 0);
    try (TaskWriter<RowData> writer = factory.create()) {
      for (RowData row : rows) {
        writer.write(row);
      }
      AppendFiles append = table.newAppend();
      for (DataFile file : writer.complete().dataFiles()) {
        append.appendFile(file);
      }
      append.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All rows of a table's newest snapshot. */
  public static List<Record> read(CatalogOptions options, String tableName) {
    try (Lakehouse lakehouse = Lakehouse.open(options);
        CloseableIterable<Record> records =
            IcebergGenerics.read(lakehouse.table(tableName)).build()) {
      List<Record> result = new ArrayList<>();
      records.forEach(record -> result.add(record.copy()));
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
