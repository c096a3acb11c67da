package io.watchlake.lakehouse.flink;

import java.io.Serializable;
import java.util.Set;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.ValuesWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;

/**
 * How the columns of a table are encoded in its files. A column that is not named here tries a
 * dictionary, which is best where values come again.
 *
 * @param plain columns as they are: doubles that hardly ever come again
 * @param delta columns of longs as differences from one to the next: those of counters are small
 */
record Encodings(Set<String> plain, Set<String> delta) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Parquet's settings for files of a type. */
  ParquetProperties properties(MessageType type) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withValuesWriterFactory(new Factory(delta));
    for (ColumnDescriptor column : type.getColumns()) {
      if (plain.contains(column.getPath()[0])) {
        properties.withDictionaryEncoding(String.join(".", column.getPath()), false);
      }
    }
    return properties.build();
  }

  /** Pages of the first version, which every reader knows, with differences in them. */
  private static final class Factory implements ValuesWriterFactory {

    private static final int FIRST_SLAB_BYTES = 4096;

    private final ValuesWriterFactory others = new DefaultV1ValuesWriterFactory();
    private final Set<String> delta;
    private ParquetProperties properties = ParquetProperties.builder().build();

    Factory(Set<String> delta) {
      this.delta = delta;
    }

    @Override
    public void initialize(ParquetProperties of) {
      properties = of;
      others.initialize(of);
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
      return delta.contains(column.getPath()[0])
          ? new DeltaBinaryPackingValuesWriterForLong(
              FIRST_SLAB_BYTES, properties.getPageSizeThreshold(), properties.getAllocator())
          : others.newValuesWriter(column);
    }
  }
}
