package io.watchlake.lakehouse.flink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DoubleFieldMetrics;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.TripleWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Writes records straight into the columns of a Parquet file, with no row object, boxed value or
 * iterator between: where a row has thirty columns, those cost more than Parquet itself. The file
 * is the one that Iceberg's own writer of rows would make.
 *
 * @param <T> what becomes a row
 */
final class ParquetColumns<T> implements ParquetValueWriter<T>, Cells {

  private static final int MAX_TEXTS = 50_000;

  private static final long NANOS_PER_MICRO = 1_000;

  /** What a column is, apart from the file's row groups. */
  private static final class Column {
    final ColumnDescriptor descriptor;

    /** The definition level of a value that is there. */
    final int present;

    /** Of a list without elements. */
    final int empty;

    /** Of doubles by themselves, of which Iceberg counts NaN and keeps no bounds of it. */
    final DoubleFieldMetrics.@Nullable Builder doubles;

    long nulls;

    Column(MessageType type, ColumnDescriptor descriptor) {
      this.descriptor = descriptor;
      this.present = descriptor.getMaxDefinitionLevel();
      boolean optional = type.getType(descriptor.getPath()[0]).isRepetition(Repetition.OPTIONAL);
      this.empty = optional ? 1 : 0;
      boolean counted =
          descriptor.getPath().length == 1
              && descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
      this.doubles =
          counted
              ? new DoubleFieldMetrics.Builder(descriptor.getPrimitiveType().getId().intValue())
              : null;
    }
  }

  private final RowShape<T> shape;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Binary> texts = new HashMap<>();
  private ColumnWriter[] writers = new ColumnWriter[0];
  private int at;

  /**
   * @param type of the file
   * @param shape what a row holds
   */
  ParquetColumns(MessageType type, RowShape<T> shape) {
    this.shape = shape;
    for (ColumnDescriptor descriptor : type.getColumns()) {
      columns.add(new Column(type, descriptor));
    }
  }

  @Override
  public void setColumnStore(ColumnWriteStore store) {
    writers =
        columns.stream()
            .map(column -> store.getColumnWriter(column.descriptor))
            .toArray(ColumnWriter[]::new);
  }

  @Override
  public void write(int repetitionLevel, T record) {
    at = 0;
    shape.fill(record, this);
    if (at != writers.length) {
      throw new IllegalStateException("filled " + at + " columns of " + writers.length);
    }
  }

  @Override
  public List<TripleWriter<?>> columns() {
    return List.of();
  }

  @Override
  public Stream<FieldMetrics<?>> metrics() {
    return columns.stream().flatMap(ParquetColumns::metrics);
  }

  private static Stream<FieldMetrics<?>> metrics(Column column) {
    if (column.doubles == null) {
      return Stream.empty();
    }
    FieldMetrics<Double> values = column.doubles.build();
    return Stream.of(
        new FieldMetrics<>(
            values.id(),
            values.valueCount() + column.nulls,
            column.nulls,
            values.nanValueCount(),
            values.lowerBound(),
            values.upperBound()));
  }

  @Override
  public Cells value(int value) {
    Column column = columns.get(at);
    writers[at++].write(value, 0, column.present);
    return this;
  }

  @Override
  public Cells value(long value) {
    Column column = columns.get(at);
    writers[at++].write(value, 0, column.present);
    return this;
  }

  @Override
  public Cells value(double value) {
    Column column = columns.get(at);
    writers[at++].write(value, 0, column.present);
    if (column.doubles != null) {
      column.doubles.addValue(value);
    }
    return this;
  }

  @Override
  public Cells value(boolean value) {
    Column column = columns.get(at);
    writers[at++].write(value, 0, column.present);
    return this;
  }

  @Override
  public Cells text(String value) {
    return binary(binary(value));
  }

  @Override
  public Cells repeated(String value) {
    Binary known = texts.get(value);
    if (known == null) {
      if (texts.size() >= MAX_TEXTS) {
        texts.clear();
      }
      known = binary(value);
      texts.put(value, known);
    }
    return binary(known);
  }

  @Override
  public Cells bytes(byte[] value) {
    return binary(Binary.fromConstantByteArray(value));
  }

  private Cells binary(Binary value) {
    Column column = columns.get(at);
    writers[at++].write(value, 0, column.present);
    return this;
  }

  private static Binary binary(String value) {
    return Binary.fromConstantByteArray(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Cells timestamp(long unixNano) {
    return value(Math.floorDiv(unixNano, NANOS_PER_MICRO));
  }

  @Override
  public Cells list(long[] values) {
    Column column = columns.get(at);
    ColumnWriter writer = writers[at++];
    if (values.length == 0) {
      writer.writeNull(0, column.empty);
    }
    for (int i = 0; i < values.length; i++) {
      writer.write(values[i], level(i), column.present);
    }
    return this;
  }

  @Override
  public Cells list(double[] values) {
    Column column = columns.get(at);
    ColumnWriter writer = writers[at++];
    if (values.length == 0) {
      writer.writeNull(0, column.empty);
    }
    for (int i = 0; i < values.length; i++) {
      writer.write(values[i], level(i), column.present);
    }
    return this;
  }

  @Override
  public Cells doubles(long[] bits) {
    Column column = columns.get(at);
    ColumnWriter writer = writers[at++];
    if (bits.length == 0) {
      writer.writeNull(0, column.empty);
    }
    for (int i = 0; i < bits.length; i++) {
      writer.write(Double.longBitsToDouble(bits[i]), level(i), column.present);
    }
    return this;
  }

  @Override
  public Cells list(int[] values) {
    Column column = columns.get(at);
    ColumnWriter writer = writers[at++];
    if (values.length == 0) {
      writer.writeNull(0, column.empty);
    }
    for (int i = 0; i < values.length; i++) {
      writer.write(values[i], level(i), column.present);
    }
    return this;
  }

  @Override
  public Cells list(@Nullable String[] values) {
    Column column = columns.get(at);
    ColumnWriter writer = writers[at++];
    if (values.length == 0) {
      writer.writeNull(0, column.empty);
    }
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value == null) {
        writer.writeNull(level(i), column.present - 1);
      } else {
        writer.write(binary(value), level(i), column.present);
      }
    }
    return this;
  }

  /** The repetition level of an element: the first begins a new list. */
  private static int level(int element) {
    return element == 0 ? 0 : 1;
  }

  @Override
  public Cells none() {
    columns.get(at).nulls++;
    writers[at++].writeNull(0, 0);
    return this;
  }

  @Override
  public Cells originRange(String topic, int partition, long offsetFirst, long offsetLast) {
    return repeated(topic).value(partition).value(offsetFirst).value(offsetLast);
  }
}
