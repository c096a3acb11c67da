package io.watchlake.lakehouse.parquet;

import java.util.BitSet;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** Booleans, a bit each. */
final class BooleanPages extends ColumnPages {

  private final BitSet values = new BitSet();
  private int size;

  BooleanPages(ColumnDescriptor column, boolean optional, PageWriter pages) {
    super(column, optional, pages);
  }

  @Override
  public void value(boolean value) {
    if (value) {
      values.set(size);
    }
    size++;
  }

  @Override
  long pageBytes() {
    return size / Byte.SIZE;
  }

  @Override
  Encoding encode(PageBytes out, Statistics<?> statistics) {
    int set = values.cardinality();
    if (set > 0) {
      statistics.updateStats(true);
    }
    if (set < size) {
      statistics.updateStats(false);
    }
    byte[] bits = values.toByteArray();
    out.write(bits);
    for (int at = bits.length; at < (size + Byte.SIZE - 1) / Byte.SIZE; at++) {
      out.write(0);
    }
    values.clear();
    size = 0;
    return Encoding.PLAIN;
  }

  @Override
  int dictionary(PageBytes out) {
    return 0;
  }
}
