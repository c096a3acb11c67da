package io.watchlake.app.bench.floor;

import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.RowTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;
import org.apache.iceberg.util.PropertyUtil;

/** Writes one thread's rows of a table, with the writers that the job's sink of rows has. */
final class FloorTable {

  private final RowDataTaskWriterFactory factory;
  private TaskWriter<RowData> writer;
  private boolean empty = true;

  FloorTable(Lakehouse lakehouse, String name, int thread) {
    Table table = lakehouse.table(name);
    factory =
        new RowDataTaskWriterFactory(
            table,
            RowTypes.rowType(name),
            PropertyUtil.propertyAsLong(
                table.properties(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT),
            FileFormat.PARQUET,
            table.properties(),
            List.of(),
            false);
    factory.initialize(thread, 0);
    writer = factory.create();
  }

  void write(RowData row) {
    try {
      writer.write(row);
      empty = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of the rows so far; the next ones go to others. */
  List<DataFile> finish() throws IOException {
    if (empty) {
      return List.of();
    }
    List<DataFile> files = List.of(writer.complete().dataFiles());
    writer = factory.create();
    empty = true;
    return files;
  }
}
