package io.watchlake.lakehouse.parquet;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** Integers of 32 bits. */
final class IntPages extends ColumnPages {

  private final ColumnEncoding encoding;
  private final NumberDictionary dictionary = new NumberDictionary(Integer.BYTES);
  private long[] values = new long[256];
  private int size;

  IntPages(ColumnDescriptor column, boolean optional, ColumnEncoding encoding, PageWriter pages) {
    super(column, optional, pages);
    this.encoding = encoding;
  }

  @Override
  public void value(int value) {
    add(value);
  }

  @Override
  public void list(int[] more) {
    presentList(more.length);
    for (int value : more) {
      add(value);
    }
  }

  private void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  @Override
  long pageBytes() {
    return (long) size * Integer.BYTES;
  }

  @Override
  Encoding encode(PageBytes out, Statistics<?> statistics) {
    if (size > 0) {
      long least = values[0];
      long most = values[0];
      for (int i = 1; i < size; i++) {
        least = Math.min(least, values[i]);
        most = Math.max(most, values[i]);
      }
      statistics.updateStats((int) least);
      statistics.updateStats((int) most);
    }
    Encoding used = Encoding.PLAIN;
    if (encoding == ColumnEncoding.DICTIONARY && dictionary.encode(values, size, out)) {
      used = Encoding.RLE_DICTIONARY;
    } else {
      write(values, size, out);
    }
    size = 0;
    return used;
  }

  @Override
  int dictionary(PageBytes out) {
    write(dictionary.values(), dictionary.size(), out);
    return dictionary.size();
  }

  private static void write(long[] values, int size, PageBytes out) {
    int[] ints = new int[size];
    for (int i = 0; i < size; i++) {
      ints[i] = (int) values[i];
    }
    out.ints(ints, size);
  }
}
