package io.watchlake.lakehouse.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * A column of one row group: pages of Parquet's first version, which every reader knows. Not for
 * several threads.
 */
public abstract class ColumnPages {

  /** As many as Parquet's own writers put in a page. */
  private static final int MOST_ROWS = 20_000;

  private static final int MOST_BYTES = 1 << 20;

  /** A dictionary that has grown beyond this costs more than it gives. */
  static final int MOST_DICTIONARY_BYTES = 1 << 20;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final Levels repetitions;
  private final Levels definitions;
  private final boolean isList;
  private final int present;
  private final int emptyList;
  private final PageBytes bytes = new PageBytes();
  private int rows;
  private int nulls;

  ColumnPages(ColumnDescriptor column, boolean optional, PageWriter pages) {
    this.column = column;
    this.pages = pages;
    this.repetitions = new Levels(column.getMaxRepetitionLevel());
    this.definitions = new Levels(column.getMaxDefinitionLevel());
    this.isList = column.getMaxRepetitionLevel() > 0;
    this.present = column.getMaxDefinitionLevel();
    this.emptyList = optional ? 1 : 0;
  }

  /**
   * The pages of a column.
   *
   * @param optional whether the cell may be null
   * @param encoding of its values
   */
  public static ColumnPages of(
      ColumnDescriptor column, boolean optional, ColumnEncoding encoding, PageWriter pages) {
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT64, DOUBLE -> new WidePages(column, optional, encoding, pages);
      case INT32 -> new IntPages(column, optional, encoding, pages);
      case BOOLEAN -> new BooleanPages(column, optional, pages);
      case BINARY -> {
        // Bytes that are no text are looked up nowhere.
        boolean isText = column.getPrimitiveType().getLogicalTypeAnnotation() != null;
        boolean looksUp = isText && encoding == ColumnEncoding.DICTIONARY;
        yield new TextPages(column, optional, looksUp, pages);
      }
      default ->
          throw new IllegalArgumentException("no such column is written: " + column.toString());
    };
  }

  /** A long, or the bits of a double. */
  public void value(long value) {
    throw notOfThisKind();
  }

  public void value(int value) {
    throw notOfThisKind();
  }

  public void value(boolean value) {
    throw notOfThisKind();
  }

  /** A text, which is looked up where the column has a dictionary. */
  public void value(String value) {
    throw notOfThisKind();
  }

  public void value(byte[] value) {
    throw notOfThisKind();
  }

  /** Longs, or bits of doubles; not changed afterwards. */
  public void list(long[] values) {
    throw notOfThisKind();
  }

  public void list(int[] values) {
    throw notOfThisKind();
  }

  /** Texts, any of which may be null. */
  public void list(@Nullable String[] values) {
    throw notOfThisKind();
  }

  private IllegalStateException notOfThisKind() {
    return new IllegalStateException("a value of another kind than " + column);
  }

  /** Null in the place of a value or a list. */
  public final void none() {
    if (isList) {
      repetitions.add(0);
    }
    definitions.add(0);
    nulls++;
  }

  /** Levels of a value that is no list. */
  final void present() {
    // Of a column that is neither optional nor a list there is one level, which nobody writes.
    if (present > 0) {
      definitions.add(present);
    }
  }

  /** Levels of a list whose elements are all there. */
  final void presentList(int size) {
    repetitions.add(0);
    if (size == 0) {
      definitions.add(emptyList);
      nulls++;
      return;
    }
    repetitions.add(1, size - 1);
    definitions.add(present, size);
  }

  /** Levels of an element. */
  final void element(boolean first, boolean isPresent) {
    repetitions.add(first ? 0 : 1);
    definitions.add(isPresent ? present : present - 1);
    nulls += isPresent ? 0 : 1;
  }

  /** Ends rows whose cells came since the last call, and the page where it is full. */
  public final void endRows(int more) {
    rows += more;
    if (rows >= MOST_ROWS || pageBytes() >= MOST_BYTES) {
      endPage();
    }
  }

  private void endPage() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    bytes.clear();
    repetitions.encode(bytes);
    definitions.encode(bytes);
    try {
      Encoding encoding = encode(bytes, statistics);
      int levels = present > 0 ? definitions.size() : rows;
      pages.writePage(bytes.view(), levels, rows, statistics, Encoding.RLE, Encoding.RLE, encoding);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    repetitions.clear();
    definitions.clear();
    rows = 0;
    nulls = 0;
  }

  /** Ends the column in this row group, whose rows are all ended. */
  public final void end() {
    if (rows > 0) {
      endPage();
    }
    PageBytes dictionary = new PageBytes();
    int entries = dictionary(dictionary);
    if (entries > 0) {
      try {
        pages.writeDictionaryPage(new DictionaryPage(dictionary.view(), entries, Encoding.PLAIN));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many bytes are held, those of ended pages included. */
  public final long bufferedBytes() {
    return pages.getMemSize() + pageBytes() + repetitions.bytes() + definitions.bytes();
  }

  /** How many bytes the values of the page take about. */
  abstract long pageBytes();

  /**
   * Writes the values of the page, notes the smallest and the largest, and is empty then.
   *
   * @return how they are encoded
   */
  abstract Encoding encode(PageBytes out, Statistics<?> statistics) throws IOException;

  /** Writes the dictionary; returns how many entries it has, 0 where no page needs it. */
  abstract int dictionary(PageBytes out);
}
