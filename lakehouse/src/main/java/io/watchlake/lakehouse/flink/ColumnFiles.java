package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.EqualityDeleteWriter;
import org.apache.iceberg.deletes.PositionDeleteWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileWriterFactory;
import org.apache.iceberg.io.OutputFile;
import org.jspecify.annotations.Nullable;

/** Makes files of a table that are written by columns. */
final class ColumnFiles<T> implements FileWriterFactory<T> {

  private final Table table;
  private final RowShape<T> shape;

  ColumnFiles(Table table, RowShape<T> shape) {
    this.table = table;
    this.shape = shape;
  }

  @Override
  public DataWriter<T> newDataWriter(
      EncryptedOutputFile file, PartitionSpec spec, @Nullable StructLike partition) {
    OutputFile output = file.encryptingOutputFile();
    try {
      return new DataWriter<>(
          new ColumnAppender<>(
              output, table.schema(), table.properties(), MetricsConfig.forTable(table), shape),
          FileFormat.PARQUET,
          output.location(),
          spec,
          partition,
          file.keyMetadata());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public EqualityDeleteWriter<T> newEqualityDeleteWriter(
      EncryptedOutputFile file, PartitionSpec spec, @Nullable StructLike partition) {
    throw new UnsupportedOperationException("rows are only appended");
  }

  @Override
  public PositionDeleteWriter<T> newPositionDeleteWriter(
      EncryptedOutputFile file, PartitionSpec spec, @Nullable StructLike partition) {
    throw new UnsupportedOperationException("rows are only appended");
  }
}
