package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.parquet.ColumnPages;
import io.watchlake.lakehouse.parquet.DoubleBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Writes records straight into the columns of a Parquet file, with no row object, boxed value or
 * iterator between: where a row has thirty columns, those cost more than Parquet itself. Whoever
 * reads the file finds what Iceberg's own writer of rows would have written.
 *
 * @param <T> what becomes a row
 */
final class ParquetColumns<T> implements Cells {

  private static final long NANOS_PER_MICRO = 1_000;

  /** What a column is, apart from the file's row groups. */
  private static final class Column {
    final ColumnDescriptor descriptor;
    final boolean optional;

    /** Of doubles by themselves, of which Iceberg counts NaN and keeps no bounds of it. */
    final @Nullable DoubleBounds doubles;

    long nulls;

    Column(MessageType type, ColumnDescriptor descriptor) {
      this.descriptor = descriptor;
      this.optional = type.getType(descriptor.getPath()[0]).isRepetition(Repetition.OPTIONAL);
      boolean counted =
          descriptor.getPath().length == 1
              && descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
      this.doubles = counted ? new DoubleBounds() : null;
    }
  }

  private final RowShape<T> shape;
  private final List<Column> columns = new ArrayList<>();
  private ColumnPages[] pages = new ColumnPages[0];

  /**
   * Of each column a bit for each row that is not ended: whether its cell is there. So a null, and
   * most cells are, takes nothing.
   */
  private final int[] present;

  private int at;
  private int rows;

  /** The bit of the row that is written. */
  private int bit;

  /**
   * @param type of the file
   * @param shape what a row holds
   */
  ParquetColumns(MessageType type, RowShape<T> shape) {
    this.shape = shape;
    for (ColumnDescriptor descriptor : type.getColumns()) {
      columns.add(new Column(type, descriptor));
    }
    present = new int[columns.size()];
  }

  /** Begins a row group. */
  void begin(ColumnChunkPageWriteStore store) {
    pages =
        columns.stream()
            .map(
                column ->
                    ColumnPages.of(
                        column.descriptor,
                        column.optional,
                        shape.encodings().of(column.descriptor.getPath()[0]),
                        store.getPageWriter(column.descriptor),
                        column.doubles))
            .toArray(ColumnPages[]::new);
  }

  /** Ends the row group. */
  void end() {
    endRows();
    for (ColumnPages column : pages) {
      column.end();
    }
  }

  /** How many bytes of the row group are held. */
  long bufferedBytes() {
    long bytes = 0;
    for (ColumnPages column : pages) {
      bytes += column.bufferedBytes();
    }
    return bytes;
  }

  /** Writes a row. */
  void write(T record) {
    at = 0;
    bit = 1 << rows;
    shape.fill(record, this);
    if (at != pages.length) {
      throw new IllegalStateException("filled " + at + " columns of " + pages.length);
    }
    rows++;
    if (rows == ColumnPages.MOST_AT_ONCE) {
      endRows();
    }
  }

  private void endRows() {
    for (int column = 0; column < pages.length; column++) {
      pages[column].endRows(rows, present[column]);
      columns.get(column).nulls += rows - Integer.bitCount(present[column]);
      present[column] = 0;
    }
    rows = 0;
  }

  /** What Iceberg wants to know of the file beside what Parquet does. */
  Stream<FieldMetrics<?>> metrics() {
    return columns.stream().flatMap(ParquetColumns::metrics);
  }

  private static Stream<FieldMetrics<?>> metrics(Column column) {
    if (column.doubles == null) {
      return Stream.empty();
    }
    DoubleBounds values = column.doubles;
    return Stream.of(
        new FieldMetrics<>(
            column.descriptor.getPrimitiveType().getId().intValue(),
            values.count() + column.nulls,
            column.nulls,
            values.nans(),
            values.hasNumbers() ? values.least() : null,
            values.hasNumbers() ? values.most() : null));
  }

  @Override
  public Cells value(int value) {
    next().value(value);
    return this;
  }

  @Override
  public Cells value(long value) {
    next().value(value);
    return this;
  }

  @Override
  public Cells value(double value) {
    return value(Double.doubleToRawLongBits(value));
  }

  @Override
  public Cells value(boolean value) {
    next().value(value);
    return this;
  }

  @Override
  public Cells text(String value) {
    next().value(value);
    return this;
  }

  @Override
  public Cells repeated(String value) {
    return text(value);
  }

  @Override
  public Cells bytes(byte[] value) {
    next().value(value);
    return this;
  }

  @Override
  public Cells timestamp(long unixNano) {
    return value(Math.floorDiv(unixNano, NANOS_PER_MICRO));
  }

  @Override
  public Cells list(long[] values) {
    nextList().list(values);
    return this;
  }

  @Override
  public Cells list(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return list(bits);
  }

  @Override
  public Cells doubles(long[] bits) {
    return list(bits);
  }

  @Override
  public Cells list(int[] values) {
    nextList().list(values);
    return this;
  }

  @Override
  public Cells list(@Nullable String[] values) {
    nextList().list(values);
    return this;
  }

  @Override
  public Cells none() {
    at++;
    return this;
  }

  @Override
  public Cells none(int columns) {
    at += columns;
    return this;
  }

  /** The next column, whose cell is there. */
  private ColumnPages next() {
    present[at] |= bit;
    return pages[at++];
  }

  /** The next column, of lists, whose cell is there. */
  private ColumnPages nextList() {
    int ended = Integer.SIZE - Integer.numberOfLeadingZeros(present[at]);
    ColumnPages column = next();
    column.noLists(rows - ended);
    return column;
  }

  @Override
  public Cells originRange(String topic, int partition, long offsetFirst, long offsetLast) {
    return repeated(topic).value(partition).value(offsetFirst).value(offsetLast);
  }
}
