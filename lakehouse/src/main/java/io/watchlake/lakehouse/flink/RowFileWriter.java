package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.io.WriteResult;
import org.apache.iceberg.util.PropertyUtil;

/** Iceberg's writer of rows, with the table's own properties of files. */
final class RowFileWriter implements FileWriter<RowData> {

  private final RowDataTaskWriterFactory writers;

  private TaskWriter<RowData> rows;

  private RowFileWriter(RowDataTaskWriterFactory writers) {
    this.writers = writers;
    this.rows = writers.create();
  }

  /** Makes writers for {@code table}, whose rows are of {@code type}. */
  static Factory<RowData> of(Table table, RowType type) {
    Table sent = SerializableTable.copyOf(table);
    return (task, attempt) -> {
      RowDataTaskWriterFactory writers =
          new RowDataTaskWriterFactory(
              sent,
              type,
              PropertyUtil.propertyAsLong(
                  sent.properties(),
                  TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                  TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT),
              FileFormat.PARQUET,
              Map.of(),
              Set.of(),
              false);
      writers.initialize(task, attempt);
      return new RowFileWriter(writers);
    };
  }

  @Override
  public void write(RowData row) throws IOException {
    rows.write(row);
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
