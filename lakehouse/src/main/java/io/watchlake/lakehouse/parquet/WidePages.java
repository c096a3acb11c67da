package io.watchlake.lakehouse.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Longs, or doubles by their bits. */
final class WidePages extends ColumnPages {

  private static final int FIRST_SLAB_BYTES = 4096;
  private static final int PAGE_BYTES = 1 << 20;

  private final boolean isDouble;
  private final ColumnEncoding encoding;
  private final @Nullable DoubleBounds fileBounds;
  private final NumberDictionary dictionary = new NumberDictionary(Long.BYTES);
  private long[] values = new long[256];
  private int size;

  WidePages(
      ColumnDescriptor column,
      boolean optional,
      ColumnEncoding encoding,
      PageWriter pages,
      @Nullable DoubleBounds fileBounds) {
    super(column, optional, pages);
    this.isDouble = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    this.encoding = encoding;
    this.fileBounds = fileBounds;
  }

  @Override
  public void value(long value) {
    makeRoom(1);
    values[size++] = value;
  }

  @Override
  public void list(long[] more) {
    presentList(more.length);
    makeRoom(more.length);
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  private void makeRoom(int more) {
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(size + more, values.length * 2));
    }
  }

  @Override
  long pageBytes() {
    return (long) size * Long.BYTES;
  }

  @Override
  Encoding encode(PageBytes out, Statistics<?> statistics) throws IOException {
    if (size > 0) {
      if (isDouble) {
        boundDoubles(statistics);
      } else {
        boundLongs(statistics);
      }
    }
    Encoding used = Encoding.PLAIN;
    if (encoding == ColumnEncoding.DELTA) {
      encodeDeltas(out);
      used = Encoding.DELTA_BINARY_PACKED;
    } else if (encoding == ColumnEncoding.DICTIONARY && dictionary.encode(values, size, out)) {
      used = Encoding.RLE_DICTIONARY;
    } else {
      out.longs(values, size);
    }
    size = 0;
    return used;
  }

  private void encodeDeltas(PageBytes out) throws IOException {
    try (DeltaBinaryPackingValuesWriterForLong deltas =
        new DeltaBinaryPackingValuesWriterForLong(
            FIRST_SLAB_BYTES, PAGE_BYTES, HeapByteBufferAllocator.getInstance())) {
      for (int i = 0; i < size; i++) {
        deltas.writeLong(values[i]);
      }
      deltas.getBytes().writeAllTo(out);
    }
  }

  private void boundLongs(Statistics<?> statistics) {
    long least = values[0];
    long most = values[0];
    for (int i = 1; i < size; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    statistics.updateStats(least);
    statistics.updateStats(most);
  }

  private void boundDoubles(Statistics<?> statistics) {
    DoubleBounds bounds = new DoubleBounds();
    bounds.add(values, size);
    // As Parquet orders them: no value is beyond one that is none.
    statistics.updateStats(bounds.hasNumbers() ? bounds.least() : Double.NaN);
    statistics.updateStats(bounds.nans() == 0 ? bounds.most() : Double.NaN);
    if (fileBounds != null) {
      fileBounds.add(bounds);
    }
  }

  @Override
  int dictionary(PageBytes out) {
    out.longs(dictionary.values(), dictionary.size());
    return dictionary.size();
  }
}
