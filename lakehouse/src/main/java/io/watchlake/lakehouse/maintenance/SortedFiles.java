package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderComparators;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;

/** Reads data files of a table, and writes ones that are in its sort order. */
final class SortedFiles {

  private static final int MANY_ROWS = 50_000;
  private static final int LARGE_BLOOM_FILTER_BYTES = 512 << 10;

  private final Table table;
  private final OutputFileFactory files;

  SortedFiles(Table table) {
    this.table = table;
    this.files = OutputFileFactory.builderFor(table, 0, 0).format(FileFormat.PARQUET).build();
  }

  /** The table's sort order. Not for use by several threads. */
  Comparator<Record> order() {
    Comparator<StructLike> order =
        SortOrderComparators.forSchema(table.schema(), table.sortOrder());
    InternalRecordWrapper left = new InternalRecordWrapper(table.schema().asStruct());
    InternalRecordWrapper right = new InternalRecordWrapper(table.schema().asStruct());
    return (one, other) -> order.compare(left.wrap(one), right.wrap(other));
  }

  /** Whether a file is in an order. */
  static boolean isSorted(DataFile file, SortOrder order) {
    return Objects.equals(file.sortOrderId(), order.orderId());
  }

  /** Whether a file is in no order, as sinks write them; one in an order of before is in one. */
  static boolean isUnsorted(DataFile file) {
    return file.sortOrderId() == null || isSorted(file, SortOrder.unsorted());
  }

  CloseableIterable<Record> read(DataFile file) {
    return read(file, table.schema());
  }

  /** Some columns of a file. */
  CloseableIterable<Record> read(DataFile file, Schema columns) {
    return Parquet.read(table.io().newInputFile(file))
        .project(columns)
        .createReaderFunc(fileSchema -> GenericParquetReaders.buildReader(columns, fileSchema))
        .build();
  }

  /** Rows that come in order. */
  interface Rows {
    void writeTo(Consumer<Record> output) throws IOException;
  }

  /**
   * Writes a file in the table's order into the partition of another.
   *
   * @throws IOException if it cannot be written; nothing is left of it
   */
  DataFile write(DataFile like, long expectedRows, Rows rows) throws IOException {
    return write(like, table.sortOrder(), expectedRows, rows);
  }

  /** Writes a file in the order and into the partition of another, which is sorted. */
  DataFile writeInOrderOf(DataFile like, long expectedRows, Rows rows) throws IOException {
    SortOrder order =
        Objects.requireNonNull(
            table.sortOrders().get(like.sortOrderId()), "the table has no such order any more");
    return write(like, order, expectedRows, rows);
  }

  private DataFile write(DataFile like, SortOrder order, long expectedRows, Rows rows)
      throws IOException {
    PartitionSpec spec = table.spec();
    EncryptedOutputFile file = files.newOutputFile(spec, like.partition());
    boolean complete = false;
    DataWriter<Record> writer = writer(file, spec, like.partition(), order, expectedRows);
    try {
      try (writer) {
        rows.writeTo(writer::write);
      }
      complete = true;
    } finally {
      if (!complete) {
        table.io().deleteFile(file.encryptingOutputFile().location());
      }
    }
    return writer.toDataFile();
  }

  private DataWriter<Record> writer(
      EncryptedOutputFile file,
      PartitionSpec spec,
      StructLike partition,
      SortOrder order,
      long expectedRows) {
    Map<String, String> properties = new HashMap<>(table.properties());
    if (expectedRows > MANY_ROWS) {
      // A sink's small files have small filters; in a large file they would let everything pass.
      properties.put(
          TableProperties.PARQUET_BLOOM_FILTER_MAX_BYTES, String.valueOf(LARGE_BLOOM_FILTER_BYTES));
    }
    return new GenericFileWriterFactory.Builder(table)
        .dataFileFormat(FileFormat.PARQUET)
        .dataSchema(table.schema())
        .dataSortOrder(order)
        .writerProperties(properties)
        .build()
        .newDataWriter(file, spec, partition);
  }

  /** Removes files that were written and will not be committed. */
  void discard(List<DataFile> written) {
    for (DataFile file : written) {
      table.io().deleteFile(file.location());
    }
  }
}
