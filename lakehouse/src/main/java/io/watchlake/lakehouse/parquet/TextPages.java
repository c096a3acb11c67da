package io.watchlake.lakehouse.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Texts and bytes. Texts are numbered when they come, as long as the dictionary is not too large;
 * that is decided between pages, so that a page is of one or the other.
 */
final class TextPages extends ColumnPages {

  private final boolean looksUp;
  private final TextDictionary dictionary = new TextDictionary();
  private boolean tooLarge;
  private int entriesOfPages;

  /** Of each entry the page that had it last; the first is 1. */
  private int[] seenIn = new int[16];

  private int page = 1;

  private int[] numbers = new int[256];
  private int size;

  private final List<Binary> plain = new ArrayList<>();
  private long plainBytes;

  private @Nullable Binary least;
  private @Nullable Binary most;

  /**
   * @param looksUp whether it has a dictionary; it takes no bytes then
   */
  TextPages(ColumnDescriptor column, boolean optional, boolean looksUp, PageWriter pages) {
    super(column, optional, pages);
    this.looksUp = looksUp;
  }

  @Override
  public void value(String value) {
    add(value);
  }

  @Override
  public void value(byte[] value) {
    addPlain(Binary.fromConstantByteArray(value));
  }

  @Override
  public void list(@Nullable String[] values) {
    if (values.length == 0) {
      presentList(0);
    }
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      element(i == 0, value != null);
      if (value != null) {
        add(value);
      }
    }
  }

  private void add(String value) {
    if (!looksUp || tooLarge) {
      addPlain(TextDictionary.utf8(value));
      return;
    }
    int number = dictionary.number(value);
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
    if (number >= seenIn.length) {
      seenIn = Arrays.copyOf(seenIn, seenIn.length * 2);
    }
    if (seenIn[number] != page) {
      seenIn[number] = page;
      bound(dictionary.entry(number));
    }
  }

  private void addPlain(Binary value) {
    plain.add(value);
    plainBytes += Integer.BYTES + value.length();
    bound(value);
  }

  private void bound(Binary value) {
    Binary smallest = least;
    Binary largest = most;
    if (smallest == null || largest == null) {
      least = value;
      most = value;
      return;
    }
    least = compare(value, smallest) < 0 ? value : smallest;
    most = compare(value, largest) > 0 ? value : largest;
  }

  private static int compare(Binary one, Binary other) {
    return Arrays.compareUnsigned(one.getBytesUnsafe(), other.getBytesUnsafe());
  }

  @Override
  long pageBytes() {
    return plainBytes + (long) size * Integer.BYTES;
  }

  @Override
  Encoding encode(PageBytes out, Statistics<?> statistics) {
    if (least != null && most != null) {
      statistics.updateStats(least);
      statistics.updateStats(most);
    }
    Encoding used = Encoding.PLAIN;
    if (size > 0) {
      int width = HybridEncoder.width(dictionary.size() - 1);
      out.write(width);
      HybridEncoder.encode(numbers, size, width, out);
      used = Encoding.RLE_DICTIONARY;
      entriesOfPages = dictionary.size();
      tooLarge = dictionary.bytes() > MOST_DICTIONARY_BYTES;
    } else {
      plain.forEach(value -> write(value, out));
    }
    size = 0;
    plain.clear();
    plainBytes = 0;
    least = null;
    most = null;
    page++;
    return used;
  }

  @Override
  int dictionary(PageBytes out) {
    for (int number = 0; number < entriesOfPages; number++) {
      write(dictionary.entry(number), out);
    }
    return entriesOfPages;
  }

  private static void write(Binary value, PageBytes out) {
    out.int32(value.length());
    out.write(value.getBytesUnsafe());
  }
}
