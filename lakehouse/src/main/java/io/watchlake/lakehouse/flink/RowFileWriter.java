package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.io.WriteResult;

/**
 * Iceberg's writer of rows, with the table's own properties of files. Not for use by several
 * threads at once.
 */
public final class RowFileWriter implements FileWriter<RowData> {

  private final RowDataTaskWriterFactory writers;

  private TaskWriter<RowData> rows;

  /**
   * @param type of the rows, which must be that of the table
   * @param task with {@code attempt} makes names of files that no other writer gives
   */
  public RowFileWriter(Table table, RowType type, int task, int attempt) {
    writers =
        new RowDataTaskWriterFactory(
            table,
            type,
            FileWriter.targetBytes(table),
            FileFormat.PARQUET,
            Map.of(),
            Set.of(),
            false);
    writers.initialize(task, attempt);
    rows = writers.create();
  }

  /** Makes writers for {@code table}, whose rows are of {@code type}. */
  static Factory<RowData> of(Table table, RowType type) {
    Table sent = SerializableTable.copyOf(table);
    return (task, attempt) -> new RowFileWriter(sent, type, task, attempt);
  }

  @Override
  public void write(RowData row) {
    try {
      rows.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public WriteResult complete() throws IOException {
    WriteResult files = rows.complete();
    rows = writers.create();
    return files;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
