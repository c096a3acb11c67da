package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.io.RollingDataWriter;
import org.apache.iceberg.io.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to new files of a table, those of each day to one, as columns. Not for use by
 * several threads at once.
 *
 * @param <T> what becomes a row
 */
public final class RecordWriter<T> implements FileWriter<T> {

  private final Table table;
  private final RowShape<T> shape;
  private final ColumnFiles<T> columnFiles;
  private final OutputFileFactory names;
  private final long targetFileSize;
  private final Map<Integer, RollingDataWriter<T>> days = new HashMap<>();

  private int lastDay;
  private @Nullable RollingDataWriter<T> ofLastDay;

  /**
   * @param table partitioned by the day of {@code ts}
   * @param task with {@code attempt} makes names of files that no other writer gives
   * @throws IllegalArgumentException where the table is partitioned otherwise
   */
  public RecordWriter(Table table, RowShape<T> shape, int task, long attempt) {
    if (table.spec().fields().size() != 1
        || !table.spec().fields().get(0).transform().toString().equals("day")) {
      throw new IllegalArgumentException(
          table.name() + " is not partitioned by days: " + table.spec());
    }
    this.table = table;
    this.shape = shape;
    this.columnFiles = new ColumnFiles<>(table, shape);
    this.names =
        OutputFileFactory.builderFor(table, task, attempt).format(FileFormat.PARQUET).build();
    this.targetFileSize = FileWriter.targetBytes(table);
  }

  /** Makes writers for {@code table}, whose rows are of {@code shape}. */
  static <T> Factory<T> of(Table table, RowShape<T> shape) {
    Table sent = SerializableTable.copyOf(table);
    return (task, attempt) -> new RecordWriter<>(sent, shape, task, attempt);
  }

  @Override
  public void write(T record) {
    int day = shape.day(record);
    RollingDataWriter<T> writer = ofLastDay;
    if (writer == null || day != lastDay) {
      writer = days.computeIfAbsent(day, this::open);
      ofLastDay = writer;
      lastDay = day;
    }
    writer.write(record);
  }

  private RollingDataWriter<T> open(int day) {
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.set(0, day);
    return new RollingDataWriter<>(
        columnFiles, names, table.io(), targetFileSize, table.spec(), partition);
  }

  /** The files of the records so far; the next ones go to others. */
  public List<DataFile> finish() throws IOException {
    close();
    List<DataFile> files = new ArrayList<>();
    days.values().forEach(writer -> files.addAll(writer.result().dataFiles()));
    days.clear();
    ofLastDay = null;
    return files;
  }

  @Override
  public WriteResult complete() throws IOException {
    return WriteResult.builder().addDataFiles(finish()).build();
  }

  @Override
  public void close() throws IOException {
    for (RollingDataWriter<T> writer : days.values()) {
      writer.close();
    }
  }
}
